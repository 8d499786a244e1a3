import type { Words } from './catalog.ts'
import type { work as english } from './en-work.ts'

/** What staleness, reminders and first steps say in French, beside `pages`. */
export const work: Words<typeof english> = {
  edited: { mark: 'Modifié le %{moment}' },
  convert: {
    title: 'De quelle opportunité s’agit-il ?',
    action: 'Concerne une opportunité',
    back: 'Ne concerne pas l’opportunité',
    done: 'Rattaché à l’opportunité',
    undone: 'N’est plus rattaché à l’opportunité',
  },
  welcome: {
    title: 'Bienvenue. Trois étapes pour commencer :',
    hint: 'Chacune est cochée dès qu’il y a quelque chose, et la liste disparaît avec la dernière.',
    contacts: 'Ajouter un contact',
    organizations: 'Ajouter une organisation',
    opportunities: 'Ajouter une opportunité',
    activities: 'Consigner une note, un appel ou une réunion',
    import: 'Importer un fichier',
    done: 'Fait',
  },
  reminder: {
    nothing: 'Tâches : rien à faire aujourd’hui',
    label:
      '%{count} tâche : %{overdue} en retard, %{today} pour aujourd’hui |||| %{count} tâches : %{overdue} en retard, %{today} pour aujourd’hui',
    due: 'C’est l’heure : %{text}',
  },
  mention: {
    list: 'Utilisateurs à mentionner',
    offered:
      '%{smart_count} utilisateur à mentionner. Flèches pour choisir, puis Entrée. |||| %{smart_count} utilisateurs à mentionner. Flèches pour choisir, puis Entrée.',
    unseen: '%{smart_count} nouvelle mention |||| %{smart_count} nouvelles mentions',
    none: 'Aucune mention récente',
    by: '%{name} vous mentionne',
    by_nobody: 'On vous mentionne',
    see_all: 'Marquer toutes les mentions comme vues',
  },
  my_day: {
    title: 'Ma journée',
    empty: 'Rien de prévu aujourd’hui',
    empty_hint:
      'Les réunions, appels et visites du jour apparaissent ici, ainsi que les tâches à faire.',
  },
  stale: {
    since: 'Dort depuis le %{day}',
    filter: 'Dormantes',
    count: '%{smart_count} dormante |||| %{smart_count} dormantes',
    limits: 'Quand une opportunité est dormante',
    limits_hint:
      'Après tant de jours à une étape, elle est marquée comme dormante. Laissez vide pour ne jamais la marquer à cette étape.',
    never: 'Jamais',
  },
}
