import { textLimits } from '@valence/schema'
import { useTranslate } from 'ra-core'

type Table = keyof typeof textLimits

const TABLES: Readonly<Record<string, Table>> = { organizations: 'companies' }

/** From how full a text is it is said how much it may hold. */
const CLOSE = 0.9

/** What a text field says of its length, as properties of it: nothing while there is much room. */
export interface LengthNote {
  readonly error?: true
  readonly helperText?: string
}

/** The most characters that the database takes; null where the column is none of its texts. */
export function textLimit(resource: string | undefined, column: string): number | null {
  const limits: Readonly<Record<string, number>> = textLimits[tableOf(resource)] ?? {}
  return limits[column] ?? null
}

/** Says while one types how long a text may be, before the database refuses it. */
export function useLengthNote(resource: string | undefined, column: string) {
  const translate = useTranslate()
  const limit = textLimit(resource, column)
  return (text: unknown): LengthNote => {
    const length = typeof text === 'string' ? text.length : 0
    if (limit === null || length < limit * CLOSE) return {}
    const helperText = translate('crm.field.length', { length, limit })
    return length > limit ? { error: true, helperText } : { helperText }
  }
}

function tableOf(resource = ''): Table {
  return TABLES[resource] ?? (resource as Table)
}
