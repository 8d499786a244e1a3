import { createContext, lazy, Suspense, useContext, useSyncExternalStore } from 'react'
import { type ConflictDesk, createConflictDesk } from './conflict-desk.ts'

/** The desk that the app's provider asks at. */
export const ConflictDeskContext = createContext<ConflictDesk>(createConflictDesk())

const ConflictDialog = lazy(() =>
  import('./ConflictDialog.tsx').then((file) => ({ default: file.ConflictDialog })),
)

/** Shows the dialog while a save waits for its user; fetched when that happens first. */
export function Conflicts() {
  const desk = useContext(ConflictDeskContext)
  const open = useSyncExternalStore(desk.subscribe, desk.current)
  if (!open) return null
  return (
    <Suspense fallback={null}>
      <ConflictDialog {...open} />
    </Suspense>
  )
}
