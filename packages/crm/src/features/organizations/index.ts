export { OrganizationCreate, OrganizationEdit } from './OrganizationForm.tsx'
export { OrganizationList } from './OrganizationList.tsx'
export { OrganizationShow } from './OrganizationShow.tsx'
export { OrganizationTrash } from './OrganizationTrash.tsx'
