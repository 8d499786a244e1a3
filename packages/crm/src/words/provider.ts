import type { I18nProvider } from 'ra-core'
import polyglotI18nProvider from 'ra-i18n-polyglot'
import type { Catalog } from './catalog.ts'
import { en } from './english.ts'
import { type Language, languages } from './languages.ts'
import { values } from './values.ts'

/** The words of a language. Both languages of ours are in the bundle, side by side; what react-admin says in French is fetched. */
export async function loadCatalog(language: Language): Promise<Catalog> {
  return language === 'fr' ? (await import('./french.ts')).fr : en
}

/** Numbers of things, which are written as the language writes them. Others may be identifiers or years. */
const COUNTS = ['smart_count', 'total', 'offsetBegin', 'offsetEnd', 'max', 'opportunities']

/**
 * Words for react-admin and for us. Keeps the document's `lang` in step.
 * @param catalog the words of `language`, for the first page not to wait for them
 */
export function createI18nProvider(language: Language, catalog: Catalog): I18nProvider {
  const counts = { format: (value: number) => value.toLocaleString(provider.getLocale()) }
  const provider = polyglotI18nProvider(
    (locale) => (locale === language ? catalog : loadCatalog(locale as Language)),
    language,
    [...languages],
    {
      // Sentences of the database come through as they are, without a warning for each.
      allowMissing: true,
      // Polyglot calls it as it would String.prototype.replace.
      replace(this: string, place: RegExp, valueFor: (place: string, name: string) => unknown) {
        return this.replace(place, (text, name: string) => {
          const value = valueFor(text, name)
          return typeof value === 'number' && COUNTS.includes(name)
            ? counts.format(value)
            : String(value)
        })
      },
    },
  )
  document.documentElement.lang = language
  return {
    ...provider,
    translate: (key, options) => {
      const said = provider.translate(key, options)
      return said === key ? valueIn(key) : said
    },
    changeLocale: async (locale) => {
      await provider.changeLocale(locale)
      document.documentElement.lang = locale
    },
  }
}

/** What no list of values knows, such as the stage in `crm.stage.won_twice`, is shown as it is. */
function valueIn(key: string): string {
  const [, group = '', value = key] = /^crm\.([a-z_]+)\.(.*)$/s.exec(key) ?? []
  return group in values ? value : key
}
