import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import type { OpportunityOverview } from '../../../providers/types.ts'
import { InitialsAvatar } from '../../../ui/InitialsAvatar.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PersonRow } from '../../../ui/PersonRow.tsx'
import { RowSkeleton } from '../../../ui/RowSkeleton.tsx'
import { contactName } from '../../references/index.ts'

interface OpportunityPeopleProps {
  /** undefined until it is there. */
  readonly overview: OpportunityOverview | undefined
}

/** Contacts with their roles, and the organizations that take part. */
export function OpportunityPeople({ overview }: OpportunityPeopleProps) {
  const translate = useTranslate()
  return (
    <>
      <Panel title={translate('resources.contacts.name', { smart_count: 2 })}>
        <Rows rows={overview?.contacts} none="crm.opportunity.no_contacts">
          {(contact) => {
            const name = contactName(contact)
            const role = contact.role ? translate(`crm.contact_role.${contact.role}`) : null
            return (
              <PersonRow
                key={contact.contact_id}
                to={`/contacts/${contact.contact_id}/show`}
                avatar={<InitialsAvatar name={name} src={contact.avatar?.src} />}
                name={name}
                detail={[role, contact.title, contact.company_name].filter(Boolean).join(' · ')}
              />
            )
          }}
        </Rows>
      </Panel>
      <Panel title={translate('crm.panel.participants')}>
        <Rows rows={overview?.participants} none="crm.opportunity.no_participants">
          {({ organization_id, role, name, logo }) => (
            <PersonRow
              key={`${organization_id} ${role}`}
              to={`/organizations/${organization_id}/show`}
              avatar={<InitialsAvatar name={name} src={logo?.src} shape="organization" />}
              name={name}
              detail={translate(`crm.participant_role.${role}`)}
            />
          )}
        </Rows>
      </Panel>
    </>
  )
}

interface RowsProps<Row> {
  readonly rows: readonly Row[] | undefined
  /** Catalog key of what stands there without any. */
  readonly none: string
  readonly children: (row: Row) => ReactNode
}

function Rows<Row>({ rows, none, children }: RowsProps<Row>) {
  const translate = useTranslate()
  if (rows === undefined) return <RowSkeleton count={1} />
  if (rows.length === 0) {
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {translate(none)}
      </Typography>
    )
  }
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25 }}>
      {rows.map(children)}
    </Box>
  )
}
