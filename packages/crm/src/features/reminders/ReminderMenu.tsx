import { Divider, ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { Reminders } from '../../providers/types.ts'
import { CheckIcon, NoteIcon, TaskIcon } from '../../ui/icons.ts'
import { MentionItem } from './MentionItem.tsx'
import { useSeeMentions } from './useSeeMentions.ts'

interface ReminderMenuProps {
  readonly anchor: HTMLElement
  /** How many tasks are due, in words. */
  readonly taskText: string
  readonly mentions: Reminders['mentions']
  readonly onClose: () => void
}

/** The way to one's tasks, and to where one was mentioned. */
export function ReminderMenu({ anchor, taskText, mentions, onClose }: ReminderMenuProps) {
  const translate = useTranslate()
  const see = useSeeMentions()
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ paper: { sx: { width: 340, maxWidth: 'calc(100vw - 32px)' } } }}
    >
      <MenuItem component={Link} to="/tasks" onClick={onClose}>
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
            onClose()
            void see([mention.id])
          }}
        />
      ))}
      {mentions.length > 1 ? (
        <MenuItem
          onClick={() => {
            onClose()
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
  )
}
