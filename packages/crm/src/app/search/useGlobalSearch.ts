import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDataProvider, useTranslate } from 'ra-core'
import { contactName } from '../../features/references/index.ts'
import type { CrmDataProvider, SearchAnswer } from '../../providers/types.ts'
import { keyOf } from '../../ui/choices.ts'
import { type AboutResource, type Command, useCommands } from './useCommands.ts'
import { useSettled } from './useSettled.ts'

/** One row of the answer: an action, a record, or the way to all that match. */
export interface SearchHit {
  readonly key: string
  readonly kind: AboutResource | 'actions'
  readonly label: string
  readonly detail: string
  /** Where it leads; null shows more hits of all kinds. */
  readonly to: string | null
}

interface Found {
  readonly id: number
  readonly kind: AboutResource
  readonly label: string
  readonly detail: string
}

/** Fewer letters than this match nearly everything. */
const MIN_CHARACTERS = 2
const DEBOUNCE_MS = 200

/**
 * What typed words mean: actions, and records that hold every one of them. Actions follow each key, lest Enter does what
 * was first in the list a moment ago; records are looked for once the typing rests.
 */
export function useGlobalSearch(typed: string, pageSize: number) {
  const translate = useTranslate()
  const { commands, about } = useCommands(typed)
  const words = useSettled(about || typed, DEBOUNCE_MS)
  const { answer, isPending, error } = useAnswer(words, pageSize)
  const isAnswered = words === (about || typed) && !isPending
  const describe = useDescription()
  const found = answer ? describe(answer) : []
  const actions = about
    ? commands.flatMap((command) =>
        found.flatMap((record) => actionAbout(command, record, translate)),
      )
    : commands.map(asHit)
  const records = about ? [] : found.map(recordHit)
  const total = answer ? KINDS.reduce((sum, kind) => sum + answer[kind].total, 0) : 0
  const all: SearchHit = {
    key: 'all',
    kind: records.at(-1)?.kind ?? 'organizations',
    label: translate('crm.search.all', { smart_count: total }),
    detail: '',
    to: null,
  }
  return {
    hits: [...actions, ...records, ...(records.length < total && records.length > 0 ? [all] : [])],
    isGuess: answer?.is_guess === true && total > 0,
    isPending,
    /** Whether the first hit is what the words ask for now, rather than what they asked for a moment ago. */
    isFirstSure: (about === '' && actions.length > 0) || isAnswered,
    error,
  }
}

/** The records that hold the words; until they come, those of the words before. */
function useAnswer(words: string, pageSize: number) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const isAsked = words.length >= MIN_CHARACTERS
  const { data, isFetching, error } = useQuery({
    queryKey: ['search', words, pageSize],
    queryFn: () => dataProvider.searchEverything(words, pageSize),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  return { answer: isAsked ? data : undefined, isPending: isAsked && isFetching, error }
}

const KINDS = ['contacts', 'organizations', 'opportunities'] as const

function asHit(command: Command): SearchHit {
  return { key: command.key, kind: 'actions', label: command.label, detail: '', to: command.to }
}

function recordHit({ id, kind, ...shown }: Found): SearchHit {
  return { key: `${kind}-${id}`, kind, to: `/${kind}/${id}/show`, ...shown }
}

function actionAbout(
  command: Command,
  { id, kind, label, detail }: Found,
  translate: ReturnType<typeof useTranslate>,
): SearchHit[] {
  const parameter = command.aboutParameters[kind]
  if (!parameter) return []
  return [
    {
      key: `${command.key} ${kind}-${id}`,
      kind: 'actions',
      label: translate('crm.search.about', { action: command.label, name: label }),
      detail,
      to: `${command.to}${command.to.includes('?') ? '&' : '?'}${parameter}=${id}`,
    },
  ]
}

/** The rows of an answer with the words by which people know them. */
function useDescription(): (answer: SearchAnswer) => readonly Found[] {
  const translate = useTranslate()
  return ({ contacts, organizations, opportunities }) => [
    ...contacts.rows.map((contact) => ({
      id: contact.id,
      kind: 'contacts' as const,
      label: contactName(contact) || translate('crm.contact.unnamed'),
      detail: join([contact.title, contact.company_name]),
    })),
    ...organizations.rows.map((organization) => ({
      id: organization.id,
      kind: 'organizations' as const,
      label: organization.name,
      detail: join([
        translate(`crm.organization_type.${organization.organization_type}`),
        organization.city,
      ]),
    })),
    ...opportunities.rows.map((opportunity) => ({
      id: opportunity.id,
      kind: 'opportunities' as const,
      label: opportunity.name,
      detail: join([
        opportunity.company_name,
        translate(`crm.stage.${keyOf(opportunity.stage)}`),
        opportunity.archived_at ? translate('crm.filter.archived') : null,
      ]),
    })),
  ]
}

function join(parts: readonly (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' · ')
}
