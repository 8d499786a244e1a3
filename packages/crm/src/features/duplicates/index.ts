export { ContactDuplicates, OrganizationDuplicates } from './DuplicatesPage.tsx'
export { SimilarWarning } from './SimilarWarning.tsx'
