const STORAGE_KEY = 'valence.reminded'

/** More than become due in a day. */
const MOST_KEPT = 200

type ReminderStorage = Pick<Storage, 'getItem' | 'setItem'>

/**
 * Whether a reminder is this page's to show: the first that asks gets it, of all tabs and of the same one after a reload.
 * Where the browser has no locks (a page without HTTPS), two tabs that ask within the same moment may both get it.
 */
export async function claimReminder(
  key: string,
  storage: ReminderStorage = localStorage,
  locks: Pick<LockManager, 'request'> | null = navigator.locks ?? null,
): Promise<boolean> {
  const claim = () => {
    const claimed = readClaimed(storage)
    if (claimed.includes(key)) return false
    writeClaimed(storage, [...claimed, key].slice(-MOST_KEPT))
    return true
  }
  return locks ? await locks.request(STORAGE_KEY, claim) : claim()
}

function readClaimed(storage: ReminderStorage): readonly string[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(found) ? found.map(String) : []
  } catch {
    // Closed to us, or not written by us: as if nothing had been shown.
    return []
  }
}

function writeClaimed(storage: ReminderStorage, claimed: readonly string[]): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(claimed))
  } catch {
    // Full or closed to us: shown again after a reload.
  }
}
