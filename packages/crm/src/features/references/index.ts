export { ContactInput } from './ContactInput.tsx'
export { contactName, guessContact } from './contact-name.ts'
export { OrganizationInput } from './OrganizationInput.tsx'
