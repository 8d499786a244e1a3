import type { Sale } from '@valence/schema'

export const userRoles = ['administrator', 'manager', 'sales', 'read_only'] as const
export type UserRole = (typeof userRoles)[number]

/** Users and what they may do; for administrators, but for one's own name and password. */
export interface UserVerbs {
  /** All users with their roles, by name. */
  getUsersWithRoles(): Promise<readonly UserWithRole[]>
  /** Answers the password that the new user signs in with first; it is said only here. @throws when the e-mail is taken */
  addUser(user: NewUser): Promise<string>
  /** @throws for the last administrator */
  setUserRole(userId: number, role: UserRole): Promise<void>
  /** @throws for the last administrator */
  setUserDisabled(userId: number, isDisabled: boolean): Promise<void>
  /** A new password for someone who has lost theirs; it is said only here. */
  renewUserPassword(userId: number): Promise<string>
  changeOwnName(name: { readonly first_name: string; readonly last_name: string }): Promise<void>
  /** The language that the signed-in user chose, wherever that was; null where they never did. */
  getOwnLanguage(): Promise<string | null>
  saveOwnLanguage(locale: string): Promise<void>
  /** @throws when it is too short or too easy to guess */
  changeOwnPassword(password: string): Promise<void>
}

export type UserWithRole = Sale & { readonly role: UserRole }

export interface NewUser {
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly role: UserRole
}
