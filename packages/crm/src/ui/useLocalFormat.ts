import { useLocale } from 'ra-core'
import { useMemo } from 'react'
import {
  formatDay,
  formatMoment,
  formatMoney,
  formatRelative,
  formatShortDay,
  formatTime,
  pickLocale,
} from './format.ts'

/** Formatters in the reader's language. */
export function useLocalFormat() {
  const catalog = useLocale()
  return useMemo(() => {
    const locale = pickLocale(catalog, navigator.languages)
    return {
      locale,
      day: (value: string | null | undefined) => formatDay(value, locale),
      shortDay: (value: string | null | undefined) => formatShortDay(value, locale),
      time: (value: string) => formatTime(value, locale),
      moment: (value: string | null | undefined) => formatMoment(value, locale),
      relative: (value: string | null | undefined) => formatRelative(value, locale),
      money: (amount: number | string | null | undefined, currency: string, isCompact = false) =>
        formatMoney(amount, { locale, currency, isCompact }),
    }
  }, [catalog])
}
