import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useState,
} from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { catchTyping } from './shortcuts/catch-typing.ts'
import { editPathOf, goTo } from './shortcuts/shortcut-list.ts'
import { useShortcuts } from './shortcuts/useShortcuts.ts'

/** What of the shell may be open; one at a time. */
type Opened = 'search' | 'shortcuts' | 'create' | null

interface Opening {
  readonly opened: Opened
  readonly open: (what: Opened) => void
}

const SEARCH_DELAY_MS = 4000

const OpeningContext = createContext<Opening>({ opened: null, open: () => {} })

/** What is open of what every page has, and the way to open it. */
export function useOpening(): Opening {
  return useContext(OpeningContext)
}

const loadSearch = () => import('./search/SearchDialog.tsx')
const SearchDialog = lazy(() => loadSearch().then((file) => ({ default: file.SearchDialog })))
const ShortcutsDialog = lazy(() =>
  import('./shortcuts/ShortcutsDialog.tsx').then((file) => ({ default: file.ShortcutsDialog })),
)

/**
 * Search and the list of shortcuts, and the keys that work on every page. Both come apart from the first load. One place
 * listens to all keys: of two, one would take the `c` of `g c` for its own.
 */
export function ShellDialogs({ children }: { readonly children: ReactNode }) {
  const [opened, open] = useState<Opened>(null)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const close = () => open(null)
  // What was asked for stays while it is still being fetched, whatever is typed meanwhile.
  const openFirst = (what: Opened) => open((former) => former ?? what)
  useEffect(() => {
    // Fetched once the page is there. Without a connection it is fetched when it is asked for.
    const timer = setTimeout(() => void loadSearch().catch(() => {}), SEARCH_DELAY_MS)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    // Wherever one types, and with single keys switched off: no text is made with Ctrl or ⌘.
    const onKeyDown = (event: KeyboardEvent) => {
      sendOnCtrlEnter(event)
      const isSearchKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
      if (!isSearchKey || event.altKey || event.shiftKey) return
      event.preventDefault()
      open('search')
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  const isSearchOpen = opened === 'search'
  useEffect(() => (isSearchOpen ? catchTyping() : undefined), [isSearchOpen])
  useShortcuts({
    '/': () => openFirst('search'),
    '?': () => openFirst('shortcuts'),
    c: () => openFirst('create'),
    e: () => {
      const path = editPathOf(pathname)
      if (path) void navigate(path)
    },
    ...Object.fromEntries(
      Object.entries(goTo).map(([keys, path]) => [keys, () => void navigate(path)]),
    ),
  })
  return (
    <OpeningContext value={{ opened, open }}>
      {children}
      <Suspense fallback={null}>
        {opened === 'search' ? <SearchDialog onClose={close} /> : null}
        {opened === 'shortcuts' ? <ShortcutsDialog onClose={close} /> : null}
      </Suspense>
    </OpeningContext>
  )
}

/** Sends the form in which one types, or that of the dialog: as its button would, so that a field that holds half a value stops it. */
function sendOnCtrlEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
  if (!(event.target instanceof Element)) return
  const form =
    event.target.closest('form') ?? event.target.closest('[role="dialog"]')?.querySelector('form')
  if (!form) return
  event.preventDefault()
  form.requestSubmit()
}
