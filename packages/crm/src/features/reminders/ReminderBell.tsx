import {
  Badge,
  Divider,
  IconButton,
  ListItemIcon,
  ListItemText,
  Menu,
  MenuItem,
  Tooltip,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { BellIcon, CheckIcon, NoteIcon, TaskIcon } from '../../ui/icons.ts'
import { MentionItem } from './MentionItem.tsx'
import { useReminders } from './useReminders.ts'
import { useSeeMentions } from './useSeeMentions.ts'

const MOST_SHOWN = 99

/**
 * How many tasks of the signed-in user are overdue or due today, and who mentioned them since they last looked; the way to
 * both.
 */
export function ReminderBell() {
  const translate = useTranslate()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { overdue = 0, today = 0, mentions = [] } = useReminders() ?? {}
  const see = useSeeMentions()
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
  const close = () => setAnchor(null)
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
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        slotProps={{ paper: { sx: { width: 340, maxWidth: 'calc(100vw - 32px)' } } }}
      >
        <MenuItem component={Link} to="/tasks" onClick={close}>
          <ListItemIcon>
            <TaskIcon fontSize="small" />
          </ListItemIcon>
          <ListItemText slotProps={{ primary: { sx: { whiteSpace: 'normal' } } }}>
            {taskText}
          </ListItemText>
        </MenuItem>
        <Divider component="li" />
        {mentions.length === 0 ? (
          <MenuItem disabled>
            <ListItemIcon>
              <NoteIcon fontSize="small" />
            </ListItemIcon>
            <ListItemText>{translate('crm.mention.none')}</ListItemText>
          </MenuItem>
        ) : null}
        {mentions.map((mention) => (
          <MentionItem
            key={mention.id}
            mention={mention}
            onOpen={() => {
              close()
              void see([mention.id])
            }}
          />
        ))}
        {mentions.length > 1 ? (
          <MenuItem
            onClick={() => {
              close()
              void see('all')
            }}
          >
            <ListItemIcon>
              <CheckIcon fontSize="small" />
            </ListItemIcon>
            <ListItemText>{translate('crm.mention.see_all')}</ListItemText>
          </MenuItem>
        ) : null}
      </Menu>
    </>
  )
}
