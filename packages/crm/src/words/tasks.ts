import type { Words } from './words.ts'

/** Tasks, and the day. */
export const tasks = {
  task: {
    title: { en: 'Tasks', fr: 'Tâches' },
    edit: { en: 'Edit or assign', fr: 'Modifier ou attribuer' },
    groups: {
      overdue: { en: 'Overdue', fr: 'En retard' },
      today: { en: 'Today', fr: 'Aujourd’hui' },
      tomorrow: { en: 'Tomorrow', fr: 'Demain' },
      week: { en: 'This week', fr: 'Cette semaine' },
      later: { en: 'Later', fr: 'Plus tard' },
    },
    no_next_step: { en: 'No next step', fr: 'Sans prochaine étape' },
    all_planned: {
      en: 'Every open opportunity has a next step.',
      fr: 'Chaque opportunité en cours a une prochaine étape.',
    },
    mine: { en: 'My tasks', fr: 'Mes tâches' },
    add: { en: 'Add task', fr: 'Ajouter une tâche' },
    new: { en: 'New task', fr: 'Nouvelle tâche' },
    save: { en: 'Save task', fr: 'Enregistrer la tâche' },
    added: { en: 'Task added', fr: 'Tâche ajoutée' },
    deleted: { en: 'Task deleted', fr: 'Tâche supprimée' },
    text: { en: 'What is to be done', fr: 'Ce qu’il faut faire' },
    due: { en: 'Due', fr: 'Échéance' },
    today: { en: 'Today', fr: 'Aujourd’hui' },
    overdue: { en: 'Overdue, %{day}', fr: 'En retard, %{day}' },
    tomorrow: { en: 'Move to tomorrow', fr: 'Reporter à demain' },
    next_week: { en: 'Move to next week', fr: 'Reporter à la semaine prochaine' },
    mark_done: { en: 'Done: %{text}', fr: 'Faite : %{text}' },
    more: { en: 'More for task: %{text}', fr: 'Autres actions pour la tâche : %{text}' },
    none: { en: 'No open tasks.', fr: 'Aucune tâche en cours.' },
    all_done: { en: 'Nothing to do', fr: 'Rien à faire' },
    nothing_else: {
      en: 'Nothing to do but what is due today',
      fr: 'Rien à faire en dehors d’aujourd’hui',
    },
    how_to_add: {
      en: 'Add one here, or on the page of a contact, an organization or an opportunity.',
      fr: 'Ajoutez-en une ici, ou sur la page d’un contact, d’une organisation ou d’une opportunité.',
    },
    about_required: {
      en: 'Choose a contact, an opportunity or an organization',
      fr: 'Choisissez un contact, une opportunité ou une organisation',
    },
    repeat: { en: 'Repeats', fr: 'Répétition' },
    no_repeat: { en: 'Does not repeat', fr: 'Ne se répète pas' },
    repeat_every: { en: 'Every how many', fr: 'Tous les combien' },
    units: {
      day: { en: 'By days', fr: 'Par jours' },
      week: { en: 'By weeks', fr: 'Par semaines' },
      month: { en: 'By months', fr: 'Par mois' },
    },
    repeats: {
      day: {
        en: 'every day |||| every %{smart_count} days',
        fr: 'chaque jour |||| tous les %{smart_count} jours',
      },
      week: {
        en: 'every week |||| every %{smart_count} weeks',
        fr: 'chaque semaine |||| toutes les %{smart_count} semaines',
      },
      month: {
        en: 'every month |||| every %{smart_count} months',
        fr: 'chaque mois |||| tous les %{smart_count} mois',
      },
    },
  },
  my_day: {
    title: { en: 'My day', fr: 'Ma journée' },
    empty: { en: 'Nothing is planned for today', fr: 'Rien de prévu aujourd’hui' },
    empty_hint: {
      en: 'Meetings, calls and visits of today appear here, and tasks that are due.',
      fr: 'Les réunions, appels et visites du jour apparaissent ici, ainsi que les tâches à faire.',
    },
  },
} satisfies Words
