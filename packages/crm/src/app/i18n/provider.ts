import type { I18nProvider } from 'ra-core'
import polyglotI18nProvider from 'ra-i18n-polyglot'
import { en } from './en.ts'

/** English is the catalog that others are measured by; see `Catalog`. */
export const i18nProvider: I18nProvider = polyglotI18nProvider(
  () => en,
  'en',
  [{ locale: 'en', name: 'English' }],
  // Sentences of the database come through as they are, without a warning for each.
  { allowMissing: true },
)
