import { Badge, IconButton, Tooltip } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import { BellIcon } from '../../ui/icons.ts'
import { useReminders } from './useReminders.ts'

const MOST_SHOWN = 99

/** How many tasks of the signed-in user are overdue or due today, and the way to them. */
export function ReminderBell() {
  const translate = useTranslate()
  const { overdue = 0, today = 0 } = useReminders() ?? {}
  const total = overdue + today
  // The label holds the number as it is seen.
  const count = total > MOST_SHOWN ? `${MOST_SHOWN}+` : String(total)
  const label =
    total === 0
      ? translate('crm.reminder.nothing')
      : translate('crm.reminder.label', { smart_count: total, count, overdue, today })
  return (
    <Tooltip title={label} placement="right">
      <IconButton component={Link} to="/tasks" aria-label={label} sx={{ width: 44, height: 44 }}>
        <Badge badgeContent={total === 0 ? null : count} color={overdue > 0 ? 'error' : 'primary'}>
          <BellIcon fontSize="small" />
        </Badge>
      </IconButton>
    </Tooltip>
  )
}
