import type { Trigger } from './model.ts'

/** The function that holds texts to their lengths. */
export const KEEPS_LENGTHS = 'valence.keep_text_lengths'

/** What its trigger says of a table: the most characters of each column. */
export function textLimitsOf({ arguments: given }: Trigger): Readonly<Record<string, number>> {
  const names = given.filter((_, place) => place % 2 === 0)
  return Object.fromEntries(names.map((name, place) => [name, Number(given[2 * place + 1])]))
}
