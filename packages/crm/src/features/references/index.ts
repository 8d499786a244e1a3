export { ContactInput } from './ContactInput.tsx'
export { contactName } from './contact-name.ts'
export { OrganizationInput } from './OrganizationInput.tsx'
