/** The browser's database for rows of a file that is being imported. */
export const KEPT_ROWS = 'valence-imports'

/** Drops them: whoever signs out leaves nobody's rows behind. Where there is no database, there are none. */
export function forgetKeptRows(): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(KEPT_ROWS)
      request.onsuccess = () => resolve()
      request.onerror = () => resolve()
      // Another window writes at this moment: it goes when that is done.
      request.onblocked = () => resolve()
    } catch {
      resolve()
    }
  })
}
