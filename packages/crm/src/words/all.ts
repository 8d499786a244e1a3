import { activities } from './activities.ts'
import { changes } from './changes.ts'
import { contacts } from './contacts.ts'
import { dashboard } from './dashboard.ts'
import { duplicates } from './duplicates.ts'
import { errors } from './errors.ts'
import { fields } from './fields.ts'
import { imports } from './imports.ts'
import { lists } from './lists.ts'
import { opportunities } from './opportunities.ts'
import { organizations } from './organizations.ts'
import { reminders } from './reminders.ts'
import { resources } from './resources.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { tags } from './tags.ts'
import { tasks } from './tasks.ts'
import { users } from './users.ts'
import { values } from './values.ts'
import type { Words } from './words.ts'

/** All words of ours, under the keys by which pages ask for them. */
export const all = {
  resources,
  crm: {
    ...shell,
    ...errors,
    ...signIn,
    ...lists,
    ...values,
    ...fields,
    ...opportunities,
    ...contacts,
    ...organizations,
    ...activities,
    ...tasks,
    ...reminders,
    ...duplicates,
    ...imports,
    ...changes,
    ...settings,
    ...users,
    ...tags,
    ...dashboard,
  },
} satisfies Words
