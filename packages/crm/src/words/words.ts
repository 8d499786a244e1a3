import { type Language, languages } from './languages.ts'

/** One text in each language, side by side: one that lacks a language does not compile. `one |||| many` are a singular and its plural. */
export type Text = Readonly<Record<Language, string>>

/** Words of a part of the app, by key. French spaces before «:», «?» and the like are ordinary here; see `withFrenchSpaces`. */
export interface Words {
  readonly [key: string]: Text | Words
}

/** The same keys, with the text of one language behind each. */
export type Said<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends Text ? string : Said<Tree[Key]>
}

/** What the words are in one language. */
export function inLanguage<Tree extends Words>(words: Tree, language: Language): Said<Tree> {
  const said = Object.entries(words).map(([key, value]) => [
    key,
    isText(value) ? value[language] : inLanguage(value, language),
  ])
  return Object.fromEntries(said) // the type follows the keys, which `Object.entries` forgets
}

function isText(value: Text | Words): value is Text {
  return languages.every(({ locale }) => typeof value[locale] === 'string')
}
