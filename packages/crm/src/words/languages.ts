/** The languages of the app, each under its own name. */
export const languages = [
  { locale: 'en', name: 'English' },
  { locale: 'fr', name: 'Français' },
] as const

export type Language = (typeof languages)[number]['locale']

/**
 * The language to begin with: the one chosen before, else the first of the browser's that we have, else English.
 * @param stored what react-admin's store holds under `locale`, as JSON
 * @param browser language tags, the dearest first
 */
export function pickLanguage(stored: string | null, browser: readonly string[]): Language {
  const wishes = [parse(stored), ...browser.map((tag) => tag.split('-')[0])]
  return wishes.find(isLanguage) ?? 'en'
}

function isLanguage(value: unknown): value is Language {
  return languages.some(({ locale }) => locale === value)
}

function parse(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json)
  } catch {
    // Not written by react-admin, so nobody's choice.
    return null
  }
}
