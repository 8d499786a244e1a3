import { useListFilterContext, useTranslate } from 'ra-core'
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx'
import { addDays, today } from '../../ui/format.ts'
import { SEEN_RANGES, type SeenRange } from './seen-ranges.ts'

const FROM = 'last_seen@gte'
const UNTIL = 'last_seen@lt'

/** When one was last in touch with them. The address holds the day, so that a link finds the same people tomorrow. */
export function LastSeenFilter() {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const { [FROM]: from, [UNTIL]: until, ...others } = filterValues
  const dayOfRange = ({ days }: SeenRange) => addDays(today(), -days)
  const chosen = SEEN_RANGES.find((range) => dayOfRange(range) === (range.isBefore ? until : from))
  const choose = (key: string | null) => {
    const range = SEEN_RANGES.find((candidate) => candidate.key === key)
    setFilters(range ? { ...others, [range.isBefore ? UNTIL : FROM]: dayOfRange(range) } : others)
  }
  return (
    <ChoiceMenu
      name={translate('crm.field.last_seen')}
      choices={SEEN_RANGES.map(({ key }) => ({ key, label: translate(`crm.contact.seen.${key}`) }))}
      chosen={chosen?.key ?? null}
      onChoose={choose}
    />
  )
}
