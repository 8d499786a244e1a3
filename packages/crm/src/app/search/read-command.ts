import { plainText } from '../../ui/plain-text.ts'

/**
 * What typed words mean for an action of that label: null when they mean something else, else what the action is about
 * («new opportunity for Acme» is about «Acme»), '' where that is left open. Words of the label may be begun only, and
 * accents do not count; something can only follow once the whole label is there.
 */
export function readCommand(
  typed: string,
  label: string,
  joiningWords: string,
): { readonly about: string } | null {
  const words = typed.split(/\s+/).filter((word) => word !== '')
  const named = wordsOf(label)
  const fitting = words.findIndex((word) => !named.some((name) => name.startsWith(plainText(word))))
  if (fitting === -1) return words.length > 0 ? { about: '' } : null
  if (fitting < named.length) return null
  const rest = words.slice(fitting)
  const isJoined = wordsOf(joiningWords).includes(plainText(rest[0] ?? ''))
  return { about: rest.slice(isJoined ? 1 : 0).join(' ') }
}

function wordsOf(text: string): string[] {
  return plainText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
