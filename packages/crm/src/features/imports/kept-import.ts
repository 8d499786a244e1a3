import type { ImportMapping, ImportMatching, ImportReading } from '../../providers/types.ts'
import { KEPT_ROWS } from '../../ui/kept-rows.ts'
import type { ImportReport } from './import-report.ts'
import type { ReadOptions } from './read-file.ts'

/** An import that is being written: enough to go on with it in another window. */
export interface KeptImport {
  /** Who writes it: nobody else goes on with it. */
  readonly owner: string
  readonly source: File
  readonly options: ReadOptions
  readonly mapping: ImportMapping
  readonly matching: ImportMatching
  readonly reading: ImportReading
  /** Rows that were put right, by line. */
  readonly fixes: Readonly<Record<number, readonly string[]>>
  readonly runId: number
}

export interface KeptProgress {
  /** Parts that are written. */
  readonly parts: number
  readonly report: ImportReport
}

/** Where an import is kept while it is written. */
export interface ImportKeeper {
  begin(kept: KeptImport): Promise<void>
  advance(progress: KeptProgress): Promise<void>
  find(owner: string): Promise<(KeptImport & KeptProgress) | null>
  end(): Promise<void>
}

const STORE = 'imports'
const DRAFT = 'draft'
const PROGRESS = 'progress'

/** In the browser's own database, which keeps files too. Where there is none, an import lives as long as its window. */
export const browserKeeper: ImportKeeper = {
  begin: async (kept) => {
    await put(PROGRESS, undefined)
    await put(DRAFT, kept)
  },
  advance: (progress) => put(PROGRESS, progress),
  find: async (owner) => {
    const kept = (await get(DRAFT)) as KeptImport | undefined
    const progress = (await get(PROGRESS)) as KeptProgress | undefined
    return kept?.owner === owner && progress ? { ...kept, ...progress } : null
  },
  end: async () => {
    await put(DRAFT, undefined)
    await put(PROGRESS, undefined)
  },
}

/** Keeps nothing: for tests, and for browsers that refuse. */
export const noKeeper: ImportKeeper = {
  begin: async () => undefined,
  advance: async () => undefined,
  find: async () => null,
  end: async () => undefined,
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(KEPT_ROWS, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function put(key: string, value: unknown): Promise<void> {
  // A key without a value is as good as none, and one kind of request.
  await within<IDBValidKey>('readwrite', (store) => store.put(value, key))
}

function get(key: string): Promise<unknown> {
  return within('readonly', (store) => store.get(key))
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const database = await open()
    const transaction = database.transaction(STORE, mode)
    const request = work(transaction.objectStore(STORE))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
    database.close()
    return request.result
  } catch {
    // A private window, or a full disk: the import goes on, and cannot be taken up again.
    return undefined
  }
}
