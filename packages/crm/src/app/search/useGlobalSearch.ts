import { keepPreviousData } from '@tanstack/react-query'
import { useGetList, useTranslate } from 'ra-core'
import { contactName } from '../../features/references/index.ts'
import type { ContactRecord, OpportunityRecord, OrganizationRecord } from '../../providers/types.ts'
import { keyOf } from '../../ui/choices.ts'

export type SearchedResource = 'opportunities' | 'contacts' | 'organizations'

/** One row of the answer: a record, or the way to all that match. */
export interface SearchHit {
  readonly key: string
  readonly resource: SearchedResource
  readonly to: string
  readonly label: string
  readonly detail: string
}

const HITS_EACH = 5

/** Fewer letters than this match nearly everything. */
const MIN_CHARACTERS = 2

/** Looks for words in opportunities, contacts and organizations at once; every word must be found. */
export function useGlobalSearch(words: string) {
  const translate = useTranslate()
  const isAsked = words.length >= MIN_CHARACTERS
  const query = {
    pagination: { page: 1, perPage: HITS_EACH },
    filter: { q: words },
  }
  const options = { enabled: isAsked, placeholderData: keepPreviousData }
  const opportunities = useGetList<OpportunityRecord>(
    'opportunities',
    { ...query, filter: { ...query.filter, archived: 'any' }, sort: newest('created_at') },
    options,
  )
  const contacts = useGetList<ContactRecord>(
    'contacts',
    { ...query, sort: newest('last_seen') },
    options,
  )
  const organizations = useGetList<OrganizationRecord>(
    'organizations',
    { ...query, sort: { field: 'name', order: 'ASC' } },
    options,
  )
  const parts = [opportunities, contacts, organizations]
  if (!isAsked) return { hits: [], isPending: false, error: null, isAsked }

  const rest = (resource: SearchedResource, total: number | undefined): SearchHit[] => {
    if ((total ?? 0) <= HITS_EACH) return []
    const name = translate(`resources.${resource}.name`, { smart_count: 2 })
    return [
      {
        key: `${resource}-all`,
        resource,
        to: `/${resource}?${new URLSearchParams({ filter: JSON.stringify({ q: words }) })}`,
        label: translate('crm.search.all', { name, words }),
        detail: '',
      },
    ]
  }
  const hits: SearchHit[] = [
    ...(opportunities.data ?? []).map((record) => ({
      ...linkTo('opportunities', record.id),
      label: record.name,
      detail: join([record.company_name, translate(`crm.stage.${keyOf(record.stage)}`)]),
    })),
    ...rest('opportunities', opportunities.total),
    ...(contacts.data ?? []).map((record) => ({
      ...linkTo('contacts', record.id),
      label: contactName(record) || translate('crm.contact.unnamed'),
      detail: join([record.title, record.company_name]),
    })),
    ...rest('contacts', contacts.total),
    ...(organizations.data ?? []).map((record) => ({
      ...linkTo('organizations', record.id),
      label: record.name,
      detail: join([translate(`crm.organization_type.${record.organization_type}`), record.city]),
    })),
    ...rest('organizations', organizations.total),
  ]
  return {
    hits,
    isPending: parts.some((part) => part.isPending),
    error: parts.find((part) => part.error)?.error ?? null,
    isAsked,
  }
}

function newest(field: string) {
  return { field, order: 'DESC' } as const
}

function linkTo(resource: SearchedResource, id: number) {
  return { key: `${resource}-${id}`, resource, to: `/${resource}/${id}/show` }
}

function join(parts: readonly (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' · ')
}
