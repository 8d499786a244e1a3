import { useDataProvider, useLocaleState } from 'ra-core'
import { useEffect, useRef } from 'react'
import type { CrmDataProvider } from '../providers/types.ts'
import { useNotifyError } from '../ui/useNotifyError.ts'
import { languages } from '../words/languages.ts'

/** Shows the app in the language that the signed-in user chose, on whatever device that was. */
export function useOwnLanguage(): void {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [locale, setLocale] = useLocaleState()
  const isAsked = useRef(false)
  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    void dataProvider.getOwnLanguage().then((own) => {
      if (own !== locale && languages.some((known) => known.locale === own))
        setLocale(own ?? locale)
    })
  }, [dataProvider, locale, setLocale])
}

/** The language of the app, and what changes it here and on the user's other devices. */
export function useLanguageChoice(): [string, (locale: string) => void] {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const notifyError = useNotifyError()
  const [locale, setLocale] = useLocaleState()
  const choose = (next: string) => {
    setLocale(next)
    dataProvider.saveOwnLanguage(next).catch(notifyError)
  }
  return [locale, choose]
}
