export { MyTasks } from './MyTasks.tsx'
export { RecordTasks } from './RecordTasks.tsx'
export { TaskPage } from './TaskPage.tsx'
export { useTasksAbout } from './useOpenTasks.ts'
