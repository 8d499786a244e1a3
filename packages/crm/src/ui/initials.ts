/** Up to two letters for an avatar: first and last word. «?» where there is no letter. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\-–—/]+/).filter((word) => /\p{L}|\p{N}/u.test(word))
  const first = words[0]
  const last = words.length > 1 ? words.at(-1) : undefined
  const letters = [first, last].map((word) => word?.match(/\p{L}|\p{N}/u)?.[0] ?? '').join('')
  return letters === '' ? '?' : letters.toUpperCase()
}

/** A hue, 0 to 359, that is the same for the same name everywhere. */
export function hueOf(name: string): number {
  let hash = 7
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 100_003
  return (hash * 137) % 360
}

/** A value such as `needs_analysis` or `ui-design` in words. */
export function prettify(value: string): string {
  const words = value.replace(/[_-]+/g, ' ').trim()
  return words === '' ? value : words.charAt(0).toUpperCase() + words.slice(1)
}
