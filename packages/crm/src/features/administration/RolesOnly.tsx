import { useGetIdentity, useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import type { UserRole } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowFallback } from '../../ui/ShowFallback.tsx'

interface RolesOnlyProps {
  readonly roles: readonly UserRole[]
  readonly children: ReactNode
}

/** A page that others are told is not theirs. What they may do is decided by the database, not here. */
export function RolesOnly({ roles, children }: RolesOnlyProps) {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  if (!identity) return <ShowFallback error={null} />
  if (roles.includes(identity['role'] as UserRole)) return children
  return (
    <Page>
      <EmptyState
        isHeading
        title={translate(
          roles.includes('manager')
            ? 'crm.changes.managers_only'
            : 'crm.settings.administrators_only',
        )}
        text={translate('crm.settings.administrators_only_hint')}
      />
    </Page>
  )
}
