import { I18nContextProvider, type I18nProvider, useI18nProvider } from 'ra-core'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useConfiguration } from '../features/settings/index.ts'

/** Has everything below speak the installation's own words for stages, priorities and activities, in its own colours. */
export function OwnWords({ children }: { readonly children: ReactNode }) {
  const provider = useI18nProvider()
  const { ownWords, ownColours } = useConfiguration()
  const value = useMemo(() => withWords(provider, ownWords), [provider, ownWords])
  useEffect(() => {
    // On the body: the root keeps the usual ones, which the settings offer to go back to.
    const { style } = document.body
    for (const [name, colour] of Object.entries(ownColours)) style.setProperty(name, colour)
    return () => {
      for (const name of Object.keys(ownColours)) style.removeProperty(name)
    }
  }, [ownColours])
  return <I18nContextProvider value={value}>{children}</I18nContextProvider>
}

/** The settings show the catalog's word beside the own one: `translate(key, { isUsual: true })`. */
function withWords(provider: I18nProvider, words: Readonly<Record<string, string>>): I18nProvider {
  if (Object.keys(words).length === 0) return provider
  return {
    ...provider,
    translate: (key, options) => {
      const own = options?.isUsual === true ? undefined : words[key]
      return own ?? provider.translate(key, options)
    },
  }
}
