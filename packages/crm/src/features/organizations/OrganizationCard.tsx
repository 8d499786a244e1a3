import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'
import type { OrganizationRecord } from '../../providers/types.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { ContactsIcon, OpportunitiesIcon } from '../../ui/icons.ts'
import { NameText } from '../../ui/NameText.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useConfiguration } from '../settings/index.ts'
import { TagChips } from '../tags/index.ts'
import { TypeChip } from './TypeChip.tsx'

/** An organization in the grid; the whole card is the link. */
export function OrganizationCard({ organization }: { readonly organization: OrganizationRecord }) {
  const translate = useTranslate()
  const { label } = useConfiguration()
  const place = [label('companySectors', organization.sector), organization.city]
  return (
    <Box
      component={Link}
      to={`/organizations/${organization.id}/show`}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        gap: 1.25,
        p: 1.75,
        borderRadius: '12px',
        bgcolor: 'background.paper',
        border: '1px solid var(--v-border)',
        boxShadow: 'var(--v-shadow)',
        color: 'text.primary',
        textDecoration: 'none',
        minWidth: 0,
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      <Box sx={{ display: 'flex', gap: 1.25, alignItems: 'center', minWidth: 0 }}>
        <InitialsAvatar
          name={organization.name}
          src={organization.logo?.src}
          size={38}
          shape="organization"
        />
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="body1" noWrap sx={{ fontWeight: 600, lineHeight: 1.35 }}>
            <NameText name={organization.name} />
          </Typography>
          <Typography variant="caption" component="div" noWrap sx={{ color: 'text.secondary' }}>
            {place.filter(Boolean).join(' · ') || translate('crm.organization.no_sector')}
          </Typography>
        </Box>
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, minHeight: 22 }}>
        <TypeChip type={organization.organization_type} />
        {organization.priority === 'A' ? (
          <SoftChip>{translate('crm.organization.priority_short', { level: 'A' })}</SoftChip>
        ) : null}
        <Box sx={{ flex: 1 }} />
        <Count
          icon={<ContactsIcon />}
          count={Number(organization.nb_contacts)}
          label="crm.organization.people_count"
        />
        <Count
          icon={<OpportunitiesIcon />}
          count={Number(organization.nb_opportunities)}
          label="crm.organization.opportunity_count"
        />
      </Box>
      <TagChips ids={organization.tag_ids} max={3} />
    </Box>
  )
}

function Count({
  icon,
  count,
  label,
}: {
  readonly icon: ReactNode
  readonly count: number
  readonly label: string
}) {
  const translate = useTranslate()
  const text = translate(label, { smart_count: count })
  return (
    <Box
      component="span"
      title={text}
      className="number"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        fontSize: '0.75rem',
        color: 'text.secondary',
        '& svg': { fontSize: 15 },
      }}
    >
      <Box component="span" aria-hidden sx={{ display: 'inline-flex' }}>
        {icon}
      </Box>
      <span aria-hidden>{count}</span>
      <VisuallyHidden>{text}</VisuallyHidden>
    </Box>
  )
}
