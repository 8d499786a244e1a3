import { Box, Button, Typography } from '@mui/material'
import type { ContactOrganization } from '@valence/schema'
import { useGetMany, useGetManyReference, useTranslate } from 'ra-core'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { ContactRecord } from '../../providers/types.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { AddIcon } from '../../ui/icons.ts'
import { Panel } from '../../ui/Panel.tsx'
import { PersonRow } from '../../ui/PersonRow.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { contactName } from '../references/index.ts'

const PAGE = 12

/** Everybody who belongs to the organization, first of all those for whom it is the primary one. */
export function OrganizationPeople({ organizationId }: { readonly organizationId: number }) {
  const translate = useTranslate()
  const [shown, setShown] = useState(PAGE)
  const {
    data: links = [],
    total = 0,
    isPending,
  } = useGetManyReference<ContactOrganization>('contact_organizations', {
    target: 'organization_id',
    id: organizationId,
    sort: { field: 'is_primary_organization', order: 'DESC' },
    pagination: { page: 1, perPage: shown },
  })
  const { data = [] } = useGetMany<ContactRecord>('contacts', {
    ids: links.map((link) => link.contact_id),
  })
  const people = data.filter((contact) => contact !== undefined && contact.deleted_at === null)
  return (
    <Panel
      title={translate('crm.panel.people')}
      action={
        <Button
          size="small"
          component={Link}
          to={`/contacts/create?organization=${organizationId}`}
          startIcon={<AddIcon />}
        >
          {translate('crm.action.add')}
        </Button>
      }
    >
      {!isPending && links.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.organization.no_people')}
        </Typography>
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
        {links.map((link) => {
          const person = people.find((candidate) => candidate?.id === link.contact_id)
          return person ? <Person key={link.id} person={person} link={link} /> : null
        })}
      </Box>
      {total > shown ? (
        <Button fullWidth size="small" color="inherit" onClick={() => setShown(shown + PAGE)}>
          {translate('crm.list.show_more')}
        </Button>
      ) : null}
    </Panel>
  )
}

function Person({
  person,
  link,
}: {
  readonly person: ContactRecord
  readonly link: ContactOrganization
}) {
  const translate = useTranslate()
  const name = contactName(person) || translate('crm.contact.unnamed')
  const role = link.role ? translate(`crm.contact_role.${link.role}`) : null
  const elsewhere = link.is_primary_organization ? null : person.company_name
  return (
    <PersonRow
      to={`/contacts/${person.id}/show`}
      avatar={<InitialsAvatar name={name} src={person.avatar?.src} />}
      name={name}
      detail={[role, person.title, elsewhere].filter(Boolean).join(' · ')}
      trailing={
        link.is_primary_organization ? null : (
          <SoftChip>{translate('crm.organization.associated')}</SoftChip>
        )
      }
    />
  )
}
