import french from 'ra-language-french'
import type { Words } from './catalog.ts'
import type { en } from './en.ts'
import { changedFields, changes } from './fr-changes.ts'
import { imports } from './fr-imports.ts'
import { labels } from './fr-labels.ts'
import { pages } from './fr-pages.ts'
import { people } from './fr-people.ts'
import { shell, shellErrors } from './fr-shell.ts'
import { work } from './fr-work.ts'
import { withFrenchSpaces } from './french-spaces.ts'

const words: Words<typeof en> = {
  ra: {
    ...french.ra,
    notification: {
      ...french.ra.notification,
      created: 'Créé',
      updated: 'Enregistré',
      item_doesnt_exist: pages.error.not_found,
    },
  },
  resources: {
    opportunities: { name: 'Opportunité |||| Opportunités' },
    contacts: { name: 'Contact |||| Contacts' },
    organizations: { name: 'Organisation |||| Organisations' },
    activities: { name: 'Activité |||| Activités' },
    notes: { name: 'Note |||| Notes' },
    tasks: { name: 'Tâche |||| Tâches' },
    tags: { name: 'Étiquette |||| Étiquettes' },
    configuration: { name: 'Paramètres' },
    sales: { name: 'Utilisateur |||| Utilisateurs' },
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
}

/** The French catalog. Its type is the English one's: a missing key or one too many does not compile. */
export const fr = withFrenchSpaces(words)
