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
