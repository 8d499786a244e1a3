import { storageDoor } from './storage-doors.ts'

/** A name as it may stand in a log: one that someone made up may hold anything. */
const NAME = /^[a-zA-Z_]\w{0,62}$/

/** Which kind of request it is, without what was asked for: names of tables and functions, and no values. */
export function routeOf(method: string, path: string): string {
  const rest = /^\/rest\/v1\/(rpc\/)?([^/]*)$/.exec(path)
  if (rest !== null) return `/rest/v1/${rest[1] ?? ''}${named(rest[2] ?? '')}`
  const storage = /^\/storage\/v1(\/.*)$/.exec(path)
  if (storage !== null) return `/storage/v1${storageDoor(method, storage[1] ?? '') ?? '/*'}`
  const auth = /^\/auth\/v1\/([a-z]+)$/.exec(path)
  if (auth !== null) return `/auth/v1/${auth[1]}`
  const known = /^\/(?:auth|rest)\/v1\/|^\/(?:healthz|readyz|config\.json)$/.exec(path)?.[0]
  if (known !== undefined) return known.endsWith('/') ? `${known}*` : known
  return /^\/(?:assets|ops)\//.exec(path) === null ? '/*' : `/${path.split('/')[1]}/*`
}

function named(name: string): string {
  return name === '' || NAME.test(name) ? name : ':name'
}
