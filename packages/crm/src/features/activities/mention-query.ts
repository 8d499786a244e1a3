import type { MentionableUser } from '../../providers/types.ts'
import { plainText } from '../../ui/plain-text.ts'

/** A mention that is being typed: `@an`, and where it stands in the text. */
export interface MentionQuery {
  readonly from: number
  readonly to: number
  /** Without the `@`. */
  readonly typed: string
}

const BEGUN = /(?<![\p{L}\p{N}])@(?<typed>[^@\n]{0,40})$/u
const MOST_OFFERED = 8

/** The mention that ends at the caret; null where none is being typed, as in an e-mail address. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | null {
  const typed = BEGUN.exec(text.slice(0, caret))?.groups?.['typed']
  if (typed === undefined) return null
  return { from: caret - typed.length - 1, to: caret, typed }
}

/** Whose name, or a later part of it, begins with what is typed, whatever the accents; none once a name is there as a whole. */
export function usersFor(
  typed: string,
  users: readonly MentionableUser[],
): readonly MentionableUser[] {
  const wanted = plainText(typed)
  return users
    .filter(({ label }) => {
      const name = plainText(label.slice(1))
      const words = name.split(/\s+/)
      return words.some((_word, at) => {
        const rest = words.slice(at).join(' ')
        return rest.startsWith(wanted) && rest !== wanted
      })
    })
    .slice(0, MOST_OFFERED)
}
