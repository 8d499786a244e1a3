export { ChangeList } from './ChangeList.tsx'
export type { ChangeFilter } from './useChanges.ts'
export { useHistory } from './useHistory.tsx'
