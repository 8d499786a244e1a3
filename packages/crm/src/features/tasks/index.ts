export { dueBounds } from './due-bounds.ts'
export { MyTasks } from './MyTasks.tsx'
export { RecordTasks } from './RecordTasks.tsx'
export { TaskPage } from './TaskPage.tsx'
