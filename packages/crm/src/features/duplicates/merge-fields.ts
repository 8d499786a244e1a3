import type { MergedResource } from '../../providers/types.ts'
import { entriesOf } from '../../ui/entries.ts'

type Row = Readonly<Record<string, unknown>>

/** Fields that someone chooses between, in the order in which they are shown, with the catalog keys of their names. */
const fields: Readonly<Record<MergedResource, Readonly<Record<string, string>>>> = {
  contacts: {
    first_name: 'first_name',
    last_name: 'last_name',
    title: 'title',
    department: 'department',
    status: 'status',
    gender: 'pronouns',
    background: 'background',
    linkedin_url: 'linkedin',
    has_newsletter: 'newsletter',
    sales_id: 'owner',
  },
  organizations: {
    name: 'name',
    organization_type: 'type',
    priority: 'priority',
    segment: 'segment',
    sector: 'sector',
    size: 'size',
    website: 'website',
    linkedin_url: 'linkedin',
    phone_number: 'phone',
    address: 'address',
    zipcode: 'zipcode',
    city: 'city',
    state_abbr: 'state',
    country: 'country',
    revenue: 'revenue',
    tax_identifier: 'tax_identifier',
    description: 'description',
    sales_id: 'owner',
  },
}

export interface MergeField {
  readonly source: string
  /** Catalog key. */
  readonly label: string
}

/** The fields in which two differ. */
export function differingFields(resource: MergedResource, one: Row, two: Row): MergeField[] {
  return Object.entries(fields[resource])
    .filter(([source]) => (one[source] ?? '') !== (two[source] ?? ''))
    .map(([source, name]) => ({ source, label: `crm.field.${name}` }))
}

/** Whose value is proposed: that of the one that stays, unless it has none. */
export function proposedSide(source: string, stays: Row, goes: Row): 'stays' | 'goes' {
  const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
  return isEmpty(stays[source]) && !isEmpty(goes[source]) ? 'goes' : 'stays'
}

/** What the one that stays gets beside the chosen fields: addresses, numbers and tags of both. */
export function joined(resource: MergedResource, stays: Row, goes: Row): Record<string, unknown> {
  if (resource === 'organizations') return {}
  return {
    email_jsonb: unique(stays['email_jsonb'], goes['email_jsonb'], 'email'),
    phone_jsonb: unique(stays['phone_jsonb'], goes['phone_jsonb'], 'number'),
    tags: [...new Set([...listOf<number>(stays['tags']), ...listOf<number>(goes['tags'])])],
  }
}

type Entry = Readonly<Record<string, string>>

function unique(one: unknown, two: unknown, key: 'email' | 'number'): Entry[] {
  const entries: Entry[] = [...entriesOf(one, key), ...entriesOf(two, key)]
  const keys = entries.map((entry) => entry[key]?.toLowerCase())
  return entries.filter((_entry, place) => keys.indexOf(keys[place]) === place)
}

function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? value : []
}
