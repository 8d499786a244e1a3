import { Box } from '@mui/material'
import { useGetList, useTranslate } from 'ra-core'
import type { ContactRecord } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PersonRow } from '../../ui/PersonRow.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { contactName } from '../references/index.ts'

/** A status is a slug today and was a label on older installations. */
const HOT = ['hot', 'Hot']

/** Whom to call next: the contacts marked hot, whom one was last in touch with first. */
export function HotContacts() {
  const translate = useTranslate()
  const { data, isPending } = useGetList<ContactRecord>('contacts', {
    filter: { status: HOT },
    sort: { field: 'last_seen', order: 'DESC' },
    pagination: { page: 1, perPage: 6 },
  })
  return (
    <Panel title={translate('crm.dashboard.hot_contacts')}>
      {isPending ? <RowSkeleton count={4} /> : null}
      {data?.length === 0 ? (
        <EmptyState isSmall title={translate('crm.dashboard.no_hot_contacts')} />
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.5 }}>
        {data?.map((contact) => {
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
    </Panel>
  )
}
