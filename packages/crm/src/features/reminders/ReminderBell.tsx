import { Badge, IconButton, Tooltip } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import { BellIcon } from '../../ui/icons.ts'
import { useReminders } from './useReminders.ts'

/** How many tasks of the signed-in user are overdue or due today, and the way to them. */
export function ReminderBell() {
  const translate = useTranslate()
  const { overdue = 0, today = 0 } = useReminders() ?? {}
  const label =
    overdue + today === 0
      ? translate('crm.reminder.nothing')
      : translate('crm.reminder.label', { overdue, today })
  return (
    <Tooltip title={label} placement="right">
      <IconButton component={Link} to="/tasks" aria-label={label} sx={{ width: 44, height: 44 }}>
        <Badge badgeContent={overdue + today} color={overdue > 0 ? 'error' : 'primary'} max={99}>
          <BellIcon fontSize="small" />
        </Badge>
      </IconButton>
    </Tooltip>
  )
}
