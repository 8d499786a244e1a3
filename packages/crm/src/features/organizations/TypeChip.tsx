import type { OrganizationType } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { SoftChip } from '../../ui/SoftChip.tsx'

/** What an organization is to us; nothing while nobody knows. */
export function TypeChip({ type }: { readonly type: OrganizationType }) {
  const translate = useTranslate()
  if (type === 'unknown') return null
  return (
    <SoftChip colour={`var(--v-type-${type})`}>
      {translate(`crm.organization_type.${type}`)}
    </SoftChip>
  )
}
