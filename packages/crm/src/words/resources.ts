import type { Words } from './words.ts'

/** Names of what the pages list. */
export const resources = {
  opportunities: {
    name: { en: 'Opportunity |||| Opportunities', fr: 'Opportunité |||| Opportunités' },
  },
  contacts: { name: { en: 'Contact |||| Contacts', fr: 'Contact |||| Contacts' } },
  organizations: {
    name: { en: 'Organization |||| Organizations', fr: 'Organisation |||| Organisations' },
  },
  activities: { name: { en: 'Activity |||| Activities', fr: 'Activité |||| Activités' } },
  notes: { name: { en: 'Note |||| Notes', fr: 'Note |||| Notes' } },
  tasks: { name: { en: 'Task |||| Tasks', fr: 'Tâche |||| Tâches' } },
  tags: { name: { en: 'Tag |||| Tags', fr: 'Étiquette |||| Étiquettes' } },
  configuration: { name: { en: 'Settings', fr: 'Paramètres' } },
  sales: { name: { en: 'User |||| Users', fr: 'Utilisateur |||| Utilisateurs' } },
} satisfies Words
