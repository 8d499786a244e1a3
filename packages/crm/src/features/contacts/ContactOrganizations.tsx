import { Box, Typography } from '@mui/material'
import { useGetMany, useTranslate } from 'ra-core'
import type { ContactRecord, OrganizationLink, OrganizationRecord } from '../../providers/types.ts'
import { keyOf } from '../../ui/choices.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'

/** Every organization that a person belongs to: the primary one first and larger. */
export function ContactOrganizations({ record }: { readonly record: ContactRecord }) {
  const translate = useTranslate()
  const links = record.organizations ?? []
  const { data = [] } = useGetMany<OrganizationRecord>('organizations', {
    ids: links.map((link) => link.organization_id),
  })
  const known = data.filter((organization) => organization !== undefined)
  return (
    <Panel title={translate('resources.organizations.name', { smart_count: 2 })}>
      {links.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('crm.contact.no_organizations')}
        </Typography>
      ) : null}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
        {links.map((link) => {
          const found = known.find((candidate) => candidate.id === link.organization_id)
          if (!found) return null
          return <OrganizationEntry key={link.organization_id} link={link} organization={found} />
        })}
      </Box>
    </Panel>
  )
}

function OrganizationEntry({
  link,
  organization,
}: {
  readonly link: OrganizationLink
  readonly organization: OrganizationRecord
}) {
  const translate = useTranslate()
  const isPrimary = link.is_primary_organization === true
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: 'flex-start',
        ...(isPrimary ? { p: 1.5, borderRadius: '10px', bgcolor: 'var(--v-sunken)' } : { px: 1.5 }),
      }}
    >
      <InitialsAvatar
        name={organization.name}
        src={organization.logo?.src}
        size={isPrimary ? 44 : 32}
        shape="organization"
      />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <TextLink to={`/organizations/${organization.id}/show`}>{organization.name}</TextLink>
          {isPrimary ? (
            <SoftChip colour="var(--v-stage-negotiation)" isFilled>
              {translate('crm.contact.primary')}
            </SoftChip>
          ) : null}
          {organization.deleted_at ? <SoftChip>{translate('crm.list.in_trash')}</SoftChip> : null}
        </Box>
        <LinkDetails link={link} />
      </Box>
    </Box>
  )
}

/** Role, influence, authority and dates, as far as anyone said. */
function LinkDetails({ link }: { readonly link: OrganizationLink }) {
  const translate = useTranslate()
  const { day } = useLocalFormat()
  const influence = link.purchase_influence
  const said = [
    link.role ? translate(`crm.contact_role.${link.role}`) : null,
    influence && influence !== 'Unknown'
      ? translate('crm.contact.influence', {
          level: translate(`crm.purchase_influence.${keyOf(influence)}`),
        })
      : null,
    link.decision_authority && link.decision_authority !== 'End User'
      ? translate(`crm.decision_authority.${keyOf(link.decision_authority)}`)
      : null,
    link.is_primary_contact ? translate('crm.contact.main_contact') : null,
    periodText(translate, day, link),
  ].filter(Boolean)
  return (
    <>
      {said.length > 0 ? (
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {said.join(' · ')}
        </Typography>
      ) : null}
      {link.notes ? (
        <Typography variant="body2" sx={{ mt: 0.5 }}>
          {link.notes}
        </Typography>
      ) : null}
    </>
  )
}

function periodText(
  translate: ReturnType<typeof useTranslate>,
  day: (value: string | null | undefined) => string,
  { relationship_start_date: start, relationship_end_date: end }: OrganizationLink,
): string | null {
  if (start && end) return `${day(start)} – ${day(end)}`
  if (start) return translate('crm.contact.since', { day: day(start) })
  if (end) return translate('crm.contact.until', { day: day(end) })
  return null
}
