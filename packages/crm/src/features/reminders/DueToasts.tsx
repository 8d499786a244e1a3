import { useEvent, useNotify } from 'ra-core'
import { useEffect } from 'react'
import { claimReminder } from './claim-reminder.ts'
import { useReminders } from './useReminders.ts'

const OPENED_AT = Date.now()
const SHOWN_MS = 15_000

/** Says once of each task of one's own that it has become due, while the app is open and seen. */
export function DueToasts() {
  const reminders = useReminders()
  const notify = useNotify()
  const remind = useEvent(async (key: string, text: string) => {
    if (document.hidden || !(await claimReminder(key))) return
    notify('crm.reminder.due', {
      type: 'info',
      messageArgs: { text },
      autoHideDuration: SHOWN_MS,
    })
  })
  useEffect(() => {
    const due = (reminders?.due ?? []).map(({ id, text, due_date }) => {
      const at = Date.parse(due_date)
      return { key: `${id}@${at}`, text: text ?? '', at }
    })
    const remindOf = (tasks: typeof due) => {
      for (const { key, text } of tasks) void remind(key, text)
    }
    const whileOpen = due.filter(({ at }) => at > OPENED_AT)
    const timers = whileOpen.map((task) =>
      setTimeout(() => remindOf([task]), Math.max(0, task.at - Date.now())),
    )
    const onSeen = () => remindOf(whileOpen.filter(({ at }) => at <= Date.now()))
    document.addEventListener('visibilitychange', onSeen)
    return () => {
      for (const timer of timers) clearTimeout(timer)
      document.removeEventListener('visibilitychange', onSeen)
    }
  }, [reminders, remind])
  return null
}
