import type { OpportunityRecord } from '../../../providers/types.ts'
import { dayOf } from '../../../ui/format.ts'

type Values = Record<string, unknown>

/** The record as its form holds it: days as days, and a probability only where someone set it by hand. */
export function toFormValues(record: OpportunityRecord): OpportunityRecord & Values {
  return {
    ...record,
    expected_closing_date: dayOf(record.expected_closing_date),
    participants: (record.participants ?? []).filter((participant) => !participant.is_primary),
    own_probability: record.probability_manual ? record.probability : null,
  }
}

/**
 * What the form says in the words of the table. `own_probability` decides `probability` and `probability_manual`; an
 * unchanged expected day is left out, so that an older installation's timestamp keeps its hour.
 */
export function toRecordValues(values: Values, previous?: OpportunityRecord): Values {
  const { own_probability, ...others } = values
  const own = own_probability === '' || own_probability === undefined ? null : own_probability
  const isSameDay =
    previous !== undefined &&
    dayOf(previous.expected_closing_date) === (others['expected_closing_date'] ?? null)
  return {
    ...others,
    participants: [...customerOf(previous), ...listOf(others['participants'])],
    ...(isSameDay ? { expected_closing_date: previous.expected_closing_date } : {}),
    ...probabilityFields(own, previous),
  }
}

/** The customer is no entry of the form: it follows the organization of the opportunity. */
function customerOf(previous: OpportunityRecord | undefined): unknown[] {
  return (previous?.participants ?? []).filter((participant) => participant.is_primary)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function probabilityFields(own: unknown, previous: OpportunityRecord | undefined): Values {
  if (own !== null) return { probability: Number(own), probability_manual: true }
  if (!previous) return {}
  // Back to the stage: the trigger computes the number from the flag.
  return { probability: previous.probability, probability_manual: false }
}
