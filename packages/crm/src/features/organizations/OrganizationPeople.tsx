import { Box, Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { OrganizationPerson, OrganizationPeople as People } from '../../providers/types.ts'
import { AddLink } from '../../ui/AddLink.tsx'
import { today } from '../../ui/format.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PersonRow } from '../../ui/PersonRow.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { contactName } from '../references/index.ts'

interface OrganizationPeopleProps {
  readonly organizationId: number
  readonly people: People | undefined
  readonly onMore: () => void
}

/** Everybody who belongs to the organization, first of all those for whom it is the primary one. */
export function OrganizationPeople({ organizationId, people, onMore }: OrganizationPeopleProps) {
  const translate = useTranslate()
  const { rows = [], total = 0 } = people ?? {}
  return (
    <Panel
      title={translate('crm.panel.people')}
      action={<AddLink to={`/contacts/create?organization=${organizationId}`} />}
    >
      {people && total === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.organization.no_people')}
        </Typography>
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
        {rows.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </Box>
      {total > rows.length ? (
        <Button fullWidth size="small" color="inherit" onClick={onMore}>
          {translate('crm.list.show_more')}
        </Button>
      ) : null}
    </Panel>
  )
}

function Person({ person }: { readonly person: OrganizationPerson }) {
  const translate = useTranslate()
  const name = contactName(person) || translate('crm.contact.unnamed')
  const role = person.role ? translate(`crm.contact_role.${person.role}`) : null
  const elsewhere = person.is_primary_organization ? null : person.company_name
  return (
    <PersonRow
      to={`/contacts/${person.id}/show`}
      avatar={<InitialsAvatar name={name} src={person.avatar?.src} />}
      name={name}
      detail={[role, person.title, elsewhere].filter(Boolean).join(' · ')}
      trailing={<Standing person={person} />}
    />
  )
}

/** Associated, or no longer there; nothing for those who simply work there. */
function Standing({ person }: { readonly person: OrganizationPerson }) {
  const translate = useTranslate()
  const { shortDay } = useLocalFormat()
  const end = person.relationship_end_date
  if (end && end <= today()) {
    return <SoftChip>{translate('crm.contact.until', { day: shortDay(end) })}</SoftChip>
  }
  if (person.is_primary_organization) return null
  return <SoftChip>{translate('crm.organization.associated')}</SoftChip>
}
