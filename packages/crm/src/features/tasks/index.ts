export { ContactTasks } from './ContactTasks.tsx'
export { dueBounds } from './due-bounds.ts'
export { MyTasks } from './MyTasks.tsx'
export { TaskPage } from './TaskPage.tsx'
