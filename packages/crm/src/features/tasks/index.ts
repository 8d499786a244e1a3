export { ContactTasks } from './ContactTasks.tsx'
export { MyTasks } from './MyTasks.tsx'
