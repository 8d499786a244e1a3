export { ActivityAbout } from './ActivityAbout.tsx'
export { activityIcon, quickTypes } from './activity-types.ts'
export { LogActivity } from './LogActivity.tsx'
export { Timeline } from './Timeline.tsx'
