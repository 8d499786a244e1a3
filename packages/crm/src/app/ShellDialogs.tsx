import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { editPathOf, goTo } from './shortcuts/shortcut-list.ts'
import { useShortcuts } from './shortcuts/useShortcuts.ts'

type DialogName = 'search' | 'shortcuts'

const OpenDialog = createContext<(name: DialogName) => void>(() => {})

/** Opens a dialog that every page has. */
export function useOpenDialog(): (name: DialogName) => void {
  return useContext(OpenDialog)
}

const SearchDialog = lazy(() =>
  import('./search/SearchDialog.tsx').then((file) => ({ default: file.SearchDialog })),
)
const ShortcutsDialog = lazy(() =>
  import('./shortcuts/ShortcutsDialog.tsx').then((file) => ({ default: file.ShortcutsDialog })),
)

/** Search and the list of shortcuts, and the keys that work on every page. Both are fetched when first opened. */
export function ShellDialogs({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<DialogName | null>(null)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const close = () => setOpen(null)
  useShortcuts({
    '/': () => setOpen('search'),
    '?': () => setOpen('shortcuts'),
    e: () => {
      const path = editPathOf(pathname)
      if (path) void navigate(path)
    },
    ...Object.fromEntries(
      Object.entries(goTo).map(([keys, path]) => [keys, () => void navigate(path)]),
    ),
  })
  return (
    <OpenDialog value={setOpen}>
      {children}
      <Suspense fallback={null}>
        {open === 'search' ? <SearchDialog onClose={close} /> : null}
        {open === 'shortcuts' ? <ShortcutsDialog onClose={close} /> : null}
      </Suspense>
    </OpenDialog>
  )
}
