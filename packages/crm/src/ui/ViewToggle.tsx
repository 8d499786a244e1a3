import { ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'

interface ViewToggleProps<View extends string> {
  /** Values are catalog keys below `crm.list`. */
  readonly views: readonly { readonly value: View; readonly icon: ReactNode }[]
  readonly view: View
  readonly onView: (view: View) => void
  /** Whether each says what it is beside its icon. */
  readonly hasWords?: boolean
}

/** The ways in which a list can be shown. */
export function ViewToggle<View extends string>({
  views,
  view,
  onView,
  hasWords = false,
}: ViewToggleProps<View>) {
  const translate = useTranslate()
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={view}
      aria-label={translate('crm.list.view')}
      onChange={(_event, value: View | null) => value && onView(value)}
      sx={{ height: 34, bgcolor: 'background.paper' }}
    >
      {views.map(({ value, icon }) => (
        <ToggleButton
          key={value}
          value={value}
          title={translate(`crm.list.${value}`)}
          aria-label={translate(`crm.list.${value}`)}
          sx={{ gap: 0.75 }}
        >
          {icon}
          {hasWords ? translate(`crm.list.${value}`) : null}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
