/** First and last name; '' where both are unknown. */
export function contactName(
  contact:
    | { readonly first_name?: string | null; readonly last_name?: string | null }
    | null
    | undefined,
): string {
  return [contact?.first_name, contact?.last_name].filter(Boolean).join(' ')
}

/** A typed name in its two parts as it is written, and an e-mail address where that is what was typed: its name gets capitals. */
export function guessContact(typed: string): {
  first_name: string
  last_name: string
  email: string | null
} {
  const text = typed.trim()
  const isEmail = /^\S+@\S+$/.test(text)
  const words = (isEmail ? (text.split('@')[0] ?? '').replace(/[._+-]+/g, ' ') : text).split(/\s+/)
  const capital = (word: string) => (isEmail ? word.charAt(0).toUpperCase() + word.slice(1) : word)
  const [first = '', ...rest] = words.filter((word) => word !== '').map(capital)
  return { first_name: first, last_name: rest.join(' '), email: isEmail ? text : null }
}
