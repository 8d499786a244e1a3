export { ContactCreate } from './ContactCreate.tsx'
export { ContactEdit } from './ContactEdit.tsx'
export { ContactList } from './ContactList.tsx'
export { ContactShow } from './ContactShow.tsx'
