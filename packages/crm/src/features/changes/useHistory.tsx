import { useTranslate } from 'ra-core'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { MenuAction } from '../../ui/ActionMenu.tsx'
import { HistoryIcon } from '../../ui/icons.ts'
import type { HistoryOf } from './HistoryDialog.tsx'

const HistoryDialog = lazy(() =>
  import('./HistoryDialog.tsx').then((file) => ({ default: file.HistoryDialog })),
)

/** The history of a record for its menu, and the dialog that the menu opens. */
export function useHistory(of: HistoryOf): { action: MenuAction; dialog: ReactNode } {
  const translate = useTranslate()
  const [isOpen, setOpen] = useState(false)
  return {
    action: {
      key: 'history',
      isReading: true,
      label: translate('crm.changes.history'),
      icon: <HistoryIcon fontSize="small" />,
      onSelect: () => setOpen(true),
    },
    dialog: isOpen ? (
      <Suspense fallback={null}>
        <HistoryDialog {...of} onClose={() => setOpen(false)} />
      </Suspense>
    ) : null,
  }
}
