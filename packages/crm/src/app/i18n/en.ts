import english from 'ra-language-english'
import { changedFields, changes } from './en-changes.ts'
import { imports } from './en-imports.ts'
import { labels } from './en-labels.ts'
import { pages } from './en-pages.ts'
import { people } from './en-people.ts'
import { shell, shellErrors } from './en-shell.ts'
import { work } from './en-work.ts'

/** The English catalog. Keys of ours are below `crm`; `ra` is react-admin's. */
export const en = {
  ra: {
    ...english.ra,
    notification: {
      ...english.ra.notification,
      created: 'Created',
      updated: 'Saved',
      item_doesnt_exist: pages.error.not_found,
    },
  },
  resources: {
    opportunities: { name: 'Opportunity |||| Opportunities' },
    contacts: { name: 'Contact |||| Contacts' },
    organizations: { name: 'Organization |||| Organizations' },
    activities: { name: 'Activity |||| Activities' },
    notes: { name: 'Note |||| Notes' },
    tasks: { name: 'Task |||| Tasks' },
    tags: { name: 'Tag |||| Tags' },
    configuration: { name: 'Settings' },
    sales: { name: 'User |||| Users' },
  },
  crm: {
    ...labels,
    ...pages,
    ...shell,
    ...work,
    changes,
    contact: { ...pages.contact, ...people.contact },
    duplicates: people.duplicates,
    error: { ...pages.error, ...shellErrors },
    field: { ...labels.field, ...people.field, ...changedFields },
    filter: { ...pages.filter, ...people.filter },
    import: imports,
    list: { ...pages.list, ...people.list },
    organization: { ...pages.organization, ...people.organization },
    picture: people.picture,
    trash: { ...pages.trash, ...people.trash },
  },
} as const
