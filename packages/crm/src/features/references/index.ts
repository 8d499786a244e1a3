export { ContactInput } from './ContactInput.tsx'
export { contactName, guessContact } from './contact-name.ts'
export { OpportunityInput } from './OpportunityInput.tsx'
export { OrganizationInput } from './OrganizationInput.tsx'
