import type english from 'ra-language-english'
import { all } from './all.ts'
import type { Language } from './languages.ts'
import { notification } from './react-admin.ts'
import { inLanguage } from './words.ts'

type OfReactAdmin = (typeof english)['ra']

export type Catalog = ReturnType<typeof catalogOf>

/** Everything that is said in one language: our words, and those of react-admin. */
export function catalogOf(language: Language, ra: OfReactAdmin) {
  return {
    ra: { ...ra, notification: { ...ra.notification, ...inLanguage(notification, language) } },
    ...inLanguage(all, language),
  }
}
