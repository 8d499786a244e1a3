import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { DashboardAnswer } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PersonRow } from '../../ui/PersonRow.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { contactName } from '../references/index.ts'
import { HOT_STATUSES } from './useDashboard.ts'

/** Whom to call next: the contacts marked hot, whom one was last in touch with first. */
export function HotContacts({
  hot,
}: {
  readonly hot: DashboardAnswer['hot_contacts'] | undefined
}) {
  const translate = useTranslate()
  const filter = encodeURIComponent(JSON.stringify({ status: HOT_STATUSES }))
  return (
    <Panel title={translate('crm.dashboard.hot_contacts')}>
      {hot ? null : <RowSkeleton count={4} />}
      {hot?.total === 0 ? (
        <EmptyState isSmall title={translate('crm.dashboard.no_hot_contacts')} />
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.5 }}>
        {hot?.rows.map((contact) => {
          const name = contactName(contact)
          return (
            <PersonRow
              key={contact.id}
              to={`/contacts/${contact.id}/show`}
              avatar={<InitialsAvatar name={name} src={contact.avatar?.src} />}
              name={name}
              detail={[contact.title, contact.company_name].filter(Boolean).join(' · ')}
            />
          )
        })}
      </Box>
      {hot && hot.total > hot.rows.length ? (
        <Box sx={{ mt: 1 }}>
          <TextLink to={`/contacts?filter=${filter}`}>
            {translate('crm.list.show_all', { smart_count: hot.total })}
          </TextLink>
        </Box>
      ) : null}
    </Panel>
  )
}
