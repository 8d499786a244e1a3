export { OwnerInput } from './OwnerInput.tsx'
export { useUserName, useUsers } from './useUsers.ts'
