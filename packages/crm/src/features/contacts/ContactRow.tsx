import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { ContactRecord } from '../../providers/types.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { TaskIcon } from '../../ui/icons.ts'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { contactName } from '../references/index.ts'
import { StatusChip } from '../settings/index.ts'
import { TagChips } from '../tags/index.ts'

/** A contact in the list: who, where, how warm, when last. The whole row is the link. */
export function ContactRow({ contact }: { readonly contact: ContactRecord }) {
  const translate = useTranslate()
  const { relative, moment } = useLocalFormat()
  const name = contactName(contact) || translate('crm.contact.unnamed')
  const others = Math.max(0, contact.organization_ids.length - 1)
  return (
    <Box
      component={Link}
      to={`/contacts/${contact.id}/show`}
      sx={{
        display: 'grid',
        gridTemplateColumns: {
          xs: 'auto minmax(0, 1fr) auto',
          md: 'auto minmax(0, 1.5fr) minmax(0, 1fr) 116px 132px',
        },
        alignItems: 'center',
        columnGap: 1.5,
        px: 2,
        py: 1.125,
        color: 'text.primary',
        textDecoration: 'none',
        borderBottom: '1px solid var(--v-border)',
        '&:hover': { bgcolor: 'var(--v-sunken)' },
        '&:focus-visible': { outlineOffset: -2 },
      }}
    >
      <InitialsAvatar name={name} src={contact.avatar?.src} size={34} />
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" noWrap sx={{ fontWeight: 580 }}>
          {name}
        </Typography>
        <Typography variant="caption" component="div" noWrap sx={{ color: 'text.secondary' }}>
          {[contact.title, contact.company_name].filter(Boolean).join(' · ')}
          {others > 0 ? ` +${others}` : ''}
        </Typography>
      </Box>
      <Box sx={{ display: { xs: 'none', md: 'flex' }, gap: 1, minWidth: 0 }}>
        <TagChips ids={contact.tags} max={3} />
      </Box>
      <Box sx={{ display: { xs: 'none', md: 'flex' }, gap: 1, alignItems: 'center' }}>
        <StatusChip value={contact.status} />
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1.25, alignItems: 'center' }}>
        {Number(contact.nb_tasks) > 0 ? (
          <Typography
            variant="caption"
            component="span"
            title={translate('crm.contact.open_tasks', { smart_count: Number(contact.nb_tasks) })}
            sx={{
              display: 'inline-flex',
              gap: 0.375,
              alignItems: 'center',
              color: 'text.secondary',
            }}
          >
            <TaskIcon aria-hidden sx={{ fontSize: 15 }} />
            {contact.nb_tasks}
          </Typography>
        ) : null}
        <Typography
          variant="caption"
          component="span"
          title={moment(contact.last_seen)}
          sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}
        >
          {relative(contact.last_seen)}
        </Typography>
      </Box>
    </Box>
  )
}
