import type { OrganizationType } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { SoftChip } from '../../ui/SoftChip.tsx'

const COLOURS: Readonly<Record<OrganizationType, string>> = {
  customer: 'var(--v-stage-closed_won)',
  prospect: 'var(--v-stage-needs_analysis)',
  vendor: 'var(--v-stage-lead)',
  partner: 'var(--v-stage-nurturing)',
  principal: 'var(--v-stage-negotiation)',
  distributor: 'var(--v-stage-proposal)',
  unknown: 'var(--v-border)',
}

/** What an organization is to us; nothing while nobody knows. */
export function TypeChip({ type }: { readonly type: OrganizationType }) {
  const translate = useTranslate()
  if (type === 'unknown') return null
  return <SoftChip colour={COLOURS[type]}>{translate(`crm.organization_type.${type}`)}</SoftChip>
}
