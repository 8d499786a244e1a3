import { Badge, IconButton, Tooltip } from '@mui/material'
import { useTranslate } from 'ra-core'
import { lazy, Suspense, useState } from 'react'
import { BellIcon } from '../../ui/icons.ts'
import { useReminders } from './useReminders.ts'

// On every page, and opened on few: what it needs is loaded when it opens.
const ReminderMenu = lazy(() =>
  import('./ReminderMenu.tsx').then((file) => ({ default: file.ReminderMenu })),
)

const MOST_SHOWN = 99

/**
 * How many tasks of the signed-in user are overdue or due today, and who mentioned them since they last looked; the way to
 * both.
 */
export function ReminderBell() {
  const translate = useTranslate()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { overdue = 0, today = 0, mentions = [] } = useReminders() ?? {}
  const tasks = overdue + today
  // The label holds the number as it is seen.
  const shown = (count: number) => (count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count))
  const taskText =
    tasks === 0
      ? translate('crm.reminder.nothing')
      : translate('crm.reminder.label', {
          smart_count: tasks,
          count: shown(tasks),
          overdue,
          today,
        })
  const mentionText =
    mentions.length > 0 && translate('crm.mention.unseen', { smart_count: mentions.length })
  const label = [taskText, mentionText].filter(Boolean).join('. ')
  const total = tasks + mentions.length
  return (
    <>
      <Tooltip title={label} placement="right">
        <IconButton
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{ width: 44, height: 44 }}
        >
          <Badge
            badgeContent={total === 0 ? null : shown(total)}
            color={overdue > 0 ? 'error' : 'primary'}
          >
            <BellIcon fontSize="small" />
          </Badge>
        </IconButton>
      </Tooltip>
      {anchor ? (
        <Suspense fallback={null}>
          <ReminderMenu
            anchor={anchor}
            taskText={taskText}
            mentions={mentions}
            onClose={() => setAnchor(null)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
