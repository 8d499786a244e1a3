import type { AboutNames } from './types.ts'

/** Who is mentioned in what others log. The mentions themselves follow from its text, by a rule of the database. */
export interface MentionVerbs {
  /** Users who can sign in. */
  getMentionableUsers(): Promise<readonly MentionableUser[]>
  /** The signed-in user has seen these mentions of them, or all. */
  seeMentions(ids: readonly number[] | 'all'): Promise<void>
}

export interface MentionableUser {
  readonly id: number
  /** What mentions them in a text: `@Anna Berg`. */
  readonly label: string
}

/** A mention of the signed-in user that they have not seen. */
export interface Mention {
  readonly id: number
  readonly created_at: string
  /** Null where that user is gone. */
  readonly by_name: string | null
  /** The beginning of what was written. */
  readonly text: string
  readonly about: AboutNames
}
