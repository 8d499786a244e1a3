export { ProfilePage } from './ProfilePage.tsx'
export { SettingsPage } from './SettingsPage.tsx'
export { TagsPage } from './TagsPage.tsx'
export { UsersPage } from './UsersPage.tsx'
