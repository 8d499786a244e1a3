import { useGetIdentity, useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowFallback } from '../../ui/ShowFallback.tsx'

/** A page that others are told is not theirs. What they may do is decided by the database, not here. */
export function AdministratorsOnly({ children }: { readonly children: ReactNode }) {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  if (!identity) return <ShowFallback error={null} />
  if (identity['isAdministrator'] === true) return children
  return (
    <Page>
      <EmptyState
        isHeading
        title={translate('crm.settings.administrators_only')}
        text={translate('crm.settings.administrators_only_hint')}
      />
    </Page>
  )
}
