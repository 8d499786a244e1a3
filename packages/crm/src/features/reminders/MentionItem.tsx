import { ListItemIcon, ListItemText, MenuItem } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { AboutNames, Mention } from '../../providers/types.ts'
import { NoteIcon } from '../../ui/icons.ts'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { contactName, recordPath } from '../references/index.ts'

interface MentionItemProps {
  readonly mention: Mention
  readonly onOpen: () => void
}

/** Who mentioned the reader, where and when; leads to the record, whose timeline has the whole text. */
export function MentionItem({ mention, onOpen }: MentionItemProps) {
  const translate = useTranslate()
  const { relative } = useLocalFormat()
  const { by_name, created_at, text, about } = mention
  const { path, name } = placeOf(about)
  return (
    <MenuItem component={Link} to={path} onClick={onOpen} sx={{ alignItems: 'flex-start' }}>
      <ListItemIcon sx={{ mt: 0.5 }}>
        <NoteIcon fontSize="small" />
      </ListItemIcon>
      <ListItemText
        primary={
          by_name
            ? translate('crm.mention.by', { name: by_name })
            : translate('crm.mention.by_nobody')
        }
        secondary={
          <>
            {[name, relative(created_at)].filter(Boolean).join(' · ')}
            <br />
            {text}
          </>
        }
        slotProps={{
          primary: { sx: { whiteSpace: 'normal' } },
          secondary: {
            sx: {
              whiteSpace: 'normal',
              overflowWrap: 'anywhere',
              display: '-webkit-box',
              WebkitLineClamp: 4,
              WebkitBoxOrient: 'vertical',
              overflow: 'hidden',
            },
          },
        }}
      />
    </MenuItem>
  )
}

/** The page on which what was written can be read, and what it is of. */
function placeOf({ opportunity, contact, organization }: AboutNames) {
  const path = recordPath({
    opportunity_id: opportunity?.id ?? null,
    contact_id: contact?.id ?? null,
    organization_id: organization?.id ?? null,
  })
  const name = opportunity?.name ?? (contact ? contactName(contact) : organization?.name)
  return { path: path ?? '/', name }
}
