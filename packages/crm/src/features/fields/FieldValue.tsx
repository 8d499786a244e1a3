import { Box } from '@mui/material'
import { type Identifier, type RaRecord, useGetMany, useTranslate } from 'ra-core'
import type { SettingList } from '../../providers/types.ts'
import { keyOf } from '../../ui/choices.ts'
import { prettify } from '../../ui/initials.ts'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { contactName } from '../references/index.ts'
import { useConfiguration, useMoney } from '../settings/index.ts'
import { fieldWords } from './field-words.ts'

interface FieldValueProps {
  readonly resource: string
  readonly field: string
  readonly value: unknown
  /** Where the names of records are known: then none is asked for. */
  readonly nameOf?: NameOf | undefined
}

/** What a record is called; undefined where that is not known. */
export type NameOf = (resource: string, id: Identifier) => string | undefined

/** A value of a column as a person reads it: names for ids, labels for choices, money and days in their language. */
export function FieldValue({ resource, field, value, nameOf }: FieldValueProps) {
  const translate = useTranslate()
  const { kind } = fieldWords(resource, field)
  if (isEmpty(value)) {
    return (
      <Box component="span" sx={{ color: 'text.secondary', fontStyle: 'italic' }}>
        {translate('crm.conflict.empty')}
      </Box>
    )
  }
  if (kind.is === 'reference') {
    const ids = idsOf(value)
    if (nameOf) return <>{ids.map((id) => nameOf(kind.resource, id) ?? `#${id}`).join(', ')}</>
    return <Names resource={kind.resource} ids={ids} />
  }
  if (kind.is === 'links') {
    return <Names resource={kind.resource} ids={entriesOf(value, kind.key) as Identifier[]} />
  }
  if (kind.is === 'entries') return <>{entriesOf(value, kind.key).join(', ')}</>
  if (kind.is === 'choice') {
    const word = String(value)
    return <>{translate(`${kind.prefix}.${keyOf(word)}`, { _: prettify(word) })}</>
  }
  if (kind.is === 'setting') return <SettingLabel list={kind.list} value={String(value)} />
  return <Plain is={kind.is} value={value} />
}

function SettingLabel({ list, value }: { readonly list: SettingList; readonly value: string }) {
  return <>{useConfiguration().label(list, value)}</>
}

interface PlainProps {
  readonly is: 'text' | 'money' | 'percent' | 'day' | 'moment' | 'yes-no'
  readonly value: unknown
}

function Plain({ is, value }: PlainProps) {
  const translate = useTranslate()
  const money = useMoney()
  const { day, moment } = useLocalFormat()
  if (is === 'yes-no') return <>{translate(`ra.boolean.${value === true}`)}</>
  const words = typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (is === 'money') return <>{money(words)}</>
  if (is === 'percent') return <>{translate('crm.percent', { value: words })}</>
  if (is === 'day') return <>{day(words)}</>
  return <>{is === 'moment' ? moment(words) : words}</>
}

/** Organizations and tags have a name, people have two. */
type Named = RaRecord & {
  readonly name?: string
  readonly first_name?: string | null
  readonly last_name?: string | null
}

function Names({ resource, ids }: { readonly resource: string; readonly ids: Identifier[] }) {
  const { data = [] } = useGetMany<Named>(resource, { ids })
  const names = data.filter(Boolean).map((record) => record.name ?? contactName(record))
  return <>{names.length > 0 ? names.join(', ') : '…'}</>
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  // A picture that was taken away.
  return typeof value === 'object' && 'src' in value && value.src === ''
}

function idsOf(value: unknown): Identifier[] {
  return Array.isArray(value) ? value : [value as Identifier]
}

function entriesOf(value: unknown, key: string): unknown[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value]
  return entries.map((entry) =>
    typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>)[key] : entry,
  )
}
