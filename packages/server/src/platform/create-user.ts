import { randomUUID } from 'node:crypto'
import type { Sql } from '@valence/db'

export interface NewUser {
  readonly email: string
  readonly password: string
  /** Kept as `raw_user_meta_data`; the CRM's trigger reads `first_name` and `last_name` from it. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

/**
 * Makes a confirmed user who can sign in with a password, as the sign-up of the API would. When the e-mail is
 * taken, nothing is changed. Runs as `postgres` or as the superuser.
 *
 * @returns the user's id, new or old
 */
export async function createUser(sql: Sql, user: NewUser): Promise<string> {
  const email = user.email.toLowerCase()
  const known = await sql<
    { id: string }[]
  >`select u.id from auth.users as u where u.email = ${email}`
  const old = known[0]
  if (old !== undefined) return old.id
  const id = randomUUID()
  const profile = { ...user.metadata, sub: id, email, email_verified: true, phone_verified: false }
  // Both rows in one statement: a user without an identity, or the reverse, cannot be left behind. Text is cast
  // in SQL, so that no driver's idea of JSON can store a string where an object belongs.
  const rows = await sql<{ id: string }[]>`
    with made as (
      insert into auth.users (
        id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data
      )
      values (
        ${id}, 'authenticated', 'authenticated', ${email},
        extensions.crypt(${user.password}, extensions.gen_salt('bf', 10)),
        now(),
        '{"provider": "email", "providers": ["email"]}'::jsonb,
        ${JSON.stringify(profile)}::text::jsonb
      )
      on conflict do nothing
      returning id
    ),
    identified as (
      insert into auth.identities (id, provider, provider_id, user_id, identity_data)
      select ${randomUUID()}::uuid, 'email', made.id::text, made.id, ${JSON.stringify(profile)}::text::jsonb
      from made
    )
    select made.id from made
  `
  // Someone else made the same user between our look and the insert.
  return rows[0]?.id ?? createUser(sql, user)
}
