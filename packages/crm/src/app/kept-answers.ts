import { QueryClient, type QueryKey } from '@tanstack/react-query'

const STORAGE_KEY = 'valence.kept-answers'

/** As long as the pages that ask for them call them fresh. */
const MAX_AGE_MS = 300_000

type KeptStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

interface KeptAnswer {
  readonly key: QueryKey
  readonly data: unknown
  readonly at: number
}

/**
 * A query client that keeps what every page asks for and hardly ever changes (settings, users, tags) over a reload, so
 * that a page asks for what it shows and nothing else. Forgotten when the user signs out.
 */
export function createQueryClient(storage: KeptStorage, now: () => number = Date.now): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        retry: isWorthAnotherTry,
        // Tried once even without a connection: who is signed in is known here, and the page depends on it. What needs the
        // server waits until there is a connection again.
        networkMode: 'offlineFirst',
      },
    },
  })
  let kept = readKept(storage).filter(({ at }) => now() - at < MAX_AGE_MS)
  for (const { key, data, at } of kept) client.setQueryData(key, data, { updatedAt: at })

  const save = (next: readonly KeptAnswer[]) => {
    kept = [...next]
    writeKept(storage, kept)
  }
  client.getQueryCache().subscribe((event) => {
    const { queryKey: key, state } = event.query
    if (!isKept(key)) return
    const others = kept.filter((answer) => JSON.stringify(answer.key) !== JSON.stringify(key))
    if (event.type === 'removed') save(others)
    if (event.type === 'updated' && event.action.type === 'success') {
      save([...others, { key, data: state.data, at: state.dataUpdatedAt }])
    }
  })
  return client
}

/** A refusal stays one however often one asks; a lost connection or a busy server may be better in a second. */
function isWorthAnotherTry(failures: number, error: Error): boolean {
  const { status = 0 } = error as { status?: number }
  const isRefusal = status >= 400 && status < 500 && status !== 429
  return !isRefusal && failures < 2
}

function isKept([resource, method]: QueryKey): boolean {
  // What an administrator edits is read anew.
  if (resource === 'configuration') return method === undefined
  return (resource === 'sales' || resource === 'tags') && method === 'getList'
}

function readKept(storage: KeptStorage): readonly KeptAnswer[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(found) ? (found as KeptAnswer[]) : []
  } catch {
    // Closed to us, or not written by us: as if nothing had been kept.
    return []
  }
}

function writeKept(storage: KeptStorage, answers: readonly KeptAnswer[]): void {
  try {
    if (answers.length === 0) storage.removeItem(STORAGE_KEY)
    else storage.setItem(STORAGE_KEY, JSON.stringify(answers))
  } catch {
    // Full or closed to us: the next visit asks again.
  }
}
