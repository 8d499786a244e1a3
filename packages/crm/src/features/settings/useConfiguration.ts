import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useMemo } from 'react'
import type { Choice, Configuration, CrmDataProvider } from '../../providers/types.ts'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { defaultConfiguration } from './default-choices.ts'
import { labelOf } from './labels.ts'
import {
  hiddenTypes,
  ownChoices,
  ownColours,
  ownWords,
  stageOrder,
  stageProbabilities,
} from './own-words.ts'
import { stageLimitsOf } from './stage-limits.ts'

const FIVE_MINUTES_MS = 300_000

type ChoiceKey = 'dealCategories' | 'companySectors' | 'noteStatuses' | 'taskTypes'

/** What the installation's settings say, with labels for its values. Read once and kept. */
export function useConfiguration() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { data: settings } = useQuery({
    queryKey: ['configuration'],
    queryFn: () => dataProvider.getConfiguration(),
    staleTime: FIVE_MINUTES_MS,
  })
  return useMemo(() => {
    const choices = (key: ChoiceKey): readonly Choice[] => listOf(settings, key)
    return {
      title: nameOf(settings),
      logos: { light: logoOf(settings?.lightModeLogo), dark: logoOf(settings?.darkModeLogo) },
      currency: currencyOf(settings),
      stageLimits: stageLimitsOf(settings),
      choices,
      stageOrder: stageOrder(settings),
      stageProbabilities: stageProbabilities(settings),
      hiddenTypes: hiddenTypes(settings),
      ownWords: ownWords(settings),
      ownChoices: (group: 'stage' | 'priority') => ownChoices(settings, group),
      ownColours: ownColours(settings),
      label: (key: ChoiceKey, value: string | null | undefined) => labelOf(choices(key), value),
    }
  }, [settings])
}

function nameOf(settings: Configuration | undefined): string {
  const title: unknown = settings?.title
  return typeof title === 'string' && title.trim() !== '' ? title : 'Valence CRM'
}

const LOGO = /^(?:https?:\/\/|data:image\/(?:webp|png|jpeg|gif);base64,)/i

/** An address on the web, or the picture itself; other texts name files of the former application. */
function logoOf(stored: unknown): string | null {
  return typeof stored === 'string' && LOGO.test(stored) ? stored : null
}

/** The list that the settings hold; forks have put other things there, which are not taken for lists. */
export function listOf(settings: Configuration | undefined, key: ChoiceKey): readonly Choice[] {
  const own: unknown = settings?.[key]
  return Array.isArray(own) ? own.flatMap(choiceOf) : defaultConfiguration[key]
}

/** An entry of a list, also where it is its label alone, or has only one of the two. */
function choiceOf(stored: unknown): Choice[] {
  if (typeof stored === 'string') return [{ value: stored, label: stored }]
  if (typeof stored !== 'object' || stored === null) return []
  const { value, label, color } = stored as Readonly<Record<string, unknown>>
  const texts = [value, label].filter((text) => typeof text === 'string')
  const [first, second = first] = texts
  if (first === undefined || second === undefined) return []
  return [{ value: first, label: second, ...(typeof color === 'string' ? { color } : {}) }]
}

/** The currency of the settings; what is no text is none. */
export function currencyOf(settings: Configuration | undefined): string {
  const own: unknown = settings?.currency
  return typeof own === 'string' ? own : defaultConfiguration.currency
}

/** Money in the installation's currency, in the reader's language. */
export function useMoney(): (
  amount: number | string | null | undefined,
  isCompact?: boolean,
) => string {
  const { currency } = useConfiguration()
  const { money } = useLocalFormat()
  return (amount, isCompact = false) => money(amount, currency, isCompact)
}
