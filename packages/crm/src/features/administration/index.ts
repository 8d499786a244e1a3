export { SettingsPage } from './SettingsPage.tsx'
export { TagsPage } from './TagsPage.tsx'
