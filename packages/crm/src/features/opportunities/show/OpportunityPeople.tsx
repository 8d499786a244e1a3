import { Box, Typography } from '@mui/material'
import { useGetMany, useTranslate } from 'ra-core'
import type {
  ContactRecord,
  OpportunityRecord,
  OrganizationRecord,
} from '../../../providers/types.ts'
import { InitialsAvatar } from '../../../ui/InitialsAvatar.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PersonRow } from '../../../ui/PersonRow.tsx'
import { contactName } from '../../references/index.ts'

/** Contacts with their roles, and the organizations that take part. */
export function OpportunityPeople({ record }: { readonly record: OpportunityRecord }) {
  return (
    <>
      <ContactsPanel record={record} />
      <ParticipantsPanel record={record} />
    </>
  )
}

function ContactsPanel({ record }: { readonly record: OpportunityRecord }) {
  const translate = useTranslate()
  const links = record.contacts ?? []
  const { data: contacts = [] } = useGetMany<ContactRecord>('contacts', {
    ids: links.map((link) => link.contact_id),
  })
  const known = contacts.filter((contact) => contact !== undefined)
  return (
    <Panel title={translate('resources.contacts.name', { smart_count: 2 })}>
      {links.length === 0 ? <None text="crm.opportunity.no_contacts" /> : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25 }}>
        {links.map((link) => {
          const contact = known.find((candidate) => candidate.id === link.contact_id)
          if (!contact) return null
          const name = contactName(contact)
          const role = link.role ? translate(`crm.contact_role.${link.role}`) : null
          return (
            <PersonRow
              key={link.contact_id}
              to={`/contacts/${link.contact_id}/show`}
              avatar={<InitialsAvatar name={name} src={contact.avatar?.src} />}
              name={name}
              detail={[role, contact.title, contact.company_name].filter(Boolean).join(' · ')}
            />
          )
        })}
      </Box>
    </Panel>
  )
}

function ParticipantsPanel({ record }: { readonly record: OpportunityRecord }) {
  const translate = useTranslate()
  const links = record.participants ?? []
  const { data: organizations = [] } = useGetMany<OrganizationRecord>('organizations', {
    ids: [...new Set(links.map((link) => link.organization_id))],
  })
  const known = organizations.filter((organization) => organization !== undefined)
  return (
    <Panel title={translate('crm.panel.participants')}>
      {links.length === 0 ? <None text="crm.opportunity.no_participants" /> : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25 }}>
        {links.map((link) => {
          const found = known.find((candidate) => candidate.id === link.organization_id)
          if (!found) return null
          return (
            <PersonRow
              key={`${link.organization_id} ${link.role}`}
              to={`/organizations/${link.organization_id}/show`}
              avatar={
                <InitialsAvatar name={found.name} src={found.logo?.src} shape="organization" />
              }
              name={found.name}
              detail={translate(`crm.participant_role.${link.role}`)}
            />
          )
        })}
      </Box>
    </Panel>
  )
}

function None({ text }: { readonly text: string }) {
  const translate = useTranslate()
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      {translate(text)}
    </Typography>
  )
}
