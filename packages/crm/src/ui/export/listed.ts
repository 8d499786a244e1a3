/**
 * Several values in one cell, as an import parts them again. A value that holds a sign which parts, or begins with one that is
 * taken off, is put in quotes.
 */
export function listed(values: readonly string[]): string {
  return values
    .filter((value) => value !== '')
    .map((value) => (/[;,\n"]|^'|:::/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join('; ')
}
