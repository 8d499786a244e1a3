import { copyLine } from './copy-text.ts'
import { demoPasswordHash } from './demo-users.ts'
import { salesPerson } from './entities/sale.ts'
import { type TableStream, tableStream } from './table-stream.ts'
import { timestampText } from './time.ts'
import type { World } from './world.ts'

const USERS = {
  schema: 'auth',
  table: 'users',
  columns: [
    ...[
      'id',
      'aud',
      'role',
      'email',
      'encrypted_password',
      'email_confirmed_at',
      'raw_app_meta_data',
    ],
    ...['raw_user_meta_data', 'banned_until', 'last_sign_in_at', 'created_at', 'updated_at'],
  ],
}
const IDENTITIES = {
  schema: 'auth',
  table: 'identities',
  columns: [
    'id',
    'provider',
    'provider_id',
    'user_id',
    'identity_data',
    'last_sign_in_at',
    'created_at',
  ],
}
const APP_METADATA = JSON.stringify({ provider: 'email', providers: ['email'] })

/**
 * The accounts behind the sales people. `sales` itself is not loaded: the trigger on `auth.users` writes it, as it
 * does when people sign up, in the order of these rows.
 */
export function userTables(world: World): readonly TableStream[] {
  return [
    tableStream(USERS, world.counts.sales, (id) => {
      const person = salesPerson(world, id)
      const created = timestampText(person.createdAt)
      const profile = { first_name: person.firstName, last_name: person.lastName }
      return copyLine([
        ...[person.userId, 'authenticated', 'authenticated', person.email, demoPasswordHash(id)],
        ...[created, APP_METADATA, JSON.stringify(profile)],
        person.disabled ? '2099-12-31 00:00:00+00' : null,
        ...[timestampText(person.lastSignInAt), created, created],
      ])
    }),
    tableStream(IDENTITIES, world.counts.sales, (id) => {
      const person = salesPerson(world, id)
      const identity = { sub: person.userId, email: person.email, email_verified: true }
      return copyLine([
        ...[person.identityId, 'email', person.userId, person.userId, JSON.stringify(identity)],
        ...[timestampText(person.lastSignInAt), timestampText(person.createdAt)],
      ])
    }),
  ]
}
