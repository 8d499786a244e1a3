import type { Draw } from '../random.ts'

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ'
/** Letters that do not fall apart into a base letter and an accent. */
const FOLDS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ñ: 'n',
}

/** Fills a pattern: `#` becomes a digit, `%` a digit from 2 to 9, `@` a capital letter. */
export function fillDigits(pattern: string, draw: Draw): string {
  let text = ''
  for (const character of pattern) {
    if (character === '#') text += draw.int(0, 9)
    else if (character === '%') text += draw.int(2, 9)
    else if (character === '@') text += LETTERS.charAt(draw.int(0, LETTERS.length - 1))
    else text += character
  }
  return text
}

/** Lower-case ASCII letters and digits only: what fits a domain or the left side of an e-mail address. */
export function asciiWord(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßøæœłđıñ]/g, (letter) => FOLDS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')
}

/** Replaces `{key}` by `values[key]`; unknown keys stay as they are, so that a test can see them. */
export function fillSlots(
  template: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole))
}
