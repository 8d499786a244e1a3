import { personUuid, salesEmail } from './entities/sale.ts'
import { at } from './random.ts'
import { SALES_PEOPLE } from './words/sales.ts'

/** Hashes are written down and not made, because a hash has random salt and rows must not. */
const LOGINS = [
  {
    password: 'demo-admin-2026',
    hash: '$2a$10$Mbdz01SncUI1EqyNCzEYYe4T1Z4oHdQVhXlbYTGe8qWVMHEwiMJMy',
  },
  {
    password: 'demo-sales-1-2026',
    hash: '$2a$10$0mx4w0gLjvxKdBbMpBg45.hXjA7qyUNR1C/J4eFwiKQpBEil1RZym',
  },
  {
    password: 'demo-sales-2-2026',
    hash: '$2a$10$c4Fuhuzin5L/J2wglOvvUeW0GHqXqZgOq/FZfMbdBH4GdzgjyMhTO',
  },
] as const

/** Somebody who can sign in to the sample. For demonstrations only: the passwords are public. */
export interface DemoUser {
  /** `auth.users.id` of the row that the sample loads. */
  readonly userId: string
  /** `sales.id` of the row that the sample loads. */
  readonly salesId: number
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly password: string
  readonly role: 'administrator' | 'sales'
}

/**
 * An administrator and two sales people. Their rows in `auth.users` carry the bcrypt hashes of these passwords, so
 * that they can sign in as soon as the sample is loaded; everybody else has no password.
 */
export const demoUsers: readonly DemoUser[] = LOGINS.map(({ password }, place) => {
  const [firstName, lastName] = at(SALES_PEOPLE, place)
  return {
    userId: personUuid(place + 1, 'user'),
    salesId: place + 1,
    firstName,
    lastName,
    email: salesEmail(firstName, lastName),
    password,
    role: place === 0 ? 'administrator' : 'sales',
  }
})

/** The bcrypt hash that a demo user's row carries, null for everybody else. */
export function demoPasswordHash(salesId: number): string | null {
  return LOGINS[salesId - 1]?.hash ?? null
}
