import type { Words } from './words.ts'

/** What is due now. */
export const reminders = {
  reminder: {
    nothing: { en: 'Tasks: nothing is due today', fr: 'Tâches : rien à faire aujourd’hui' },
    label: {
      en: '%{count} task: %{overdue} overdue, %{today} due today |||| %{count} tasks: %{overdue} overdue, %{today} due today',
      fr: '%{count} tâche : %{overdue} en retard, %{today} pour aujourd’hui |||| %{count} tâches : %{overdue} en retard, %{today} pour aujourd’hui',
    },
    due: { en: 'Due now: %{text}', fr: 'C’est l’heure : %{text}' },
  },
} satisfies Words
