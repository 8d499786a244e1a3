/**
 * Who comes through a door of the file storage. `open`: anyone, the address itself says what it is good for. `account`: no
 * user who is disabled; the policies of the tables decide the rest.
 */
export type StorageNeed = 'open' | 'account'

/** Every door, by verb and path; nothing else is open. The first that fits counts. A test knows each of them. */
export const STORAGE_DOORS: Readonly<Record<string, StorageNeed>> = {
  'GET /object/public/*': 'open',
  'HEAD /object/public/*': 'open',
  'GET /object/sign/*': 'open',
  'HEAD /object/sign/*': 'open',
  'PUT /object/upload/sign/*': 'open',
  'GET /bucket': 'account',
  'POST /bucket': 'account',
  'GET /bucket/*': 'account',
  'PUT /bucket/*': 'account',
  'POST /bucket/*': 'account',
  'DELETE /bucket/*': 'account',
  'GET /object/*': 'account',
  'HEAD /object/*': 'account',
  'POST /object/*': 'account',
  'PUT /object/*': 'account',
  'DELETE /object/*': 'account',
}

const PATTERNS = Object.entries(STORAGE_DOORS).map(([door, need]) => {
  const [method = '', path = ''] = door.split(' ')
  return { method, path, need, pattern: new RegExp(`^${path.replace('*', '.+')}$`, 's') }
})

/** What a request below `/storage/v1` needs; null where there is no door. */
export function storageNeed(method: string, path: string): StorageNeed | null {
  return found(method, path)?.need ?? null
}

/** The door that a path goes through, as a pattern. */
export function storageDoor(method: string, path: string): string | null {
  return found(method, path)?.path ?? null
}

function found(method: string, path: string) {
  return PATTERNS.find((door) => door.method === method && door.pattern.test(path))
}
