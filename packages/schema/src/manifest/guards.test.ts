import { describe, expect, it } from 'vitest'
import { clientTables, manifest } from '../manifest.ts'

/** Tables that a trigger function of ours is not on, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'valence.refuse_read_only': {
    configuration: 'its policies let administrators alone write it',
    sales: 'its policies let administrators alone write it',
    sales_roles: 'functions of administrators alone write it',
    activity_mentions: 'triggers alone write it',
    record_changes: 'triggers alone write it',
  },
  'valence.log_changes': {
    configuration: 'recorded setting by setting, by log_setting_changes',
    contact_notes: 'its activity is recorded',
    opportunity_notes: 'its activity is recorded',
    tags: 'what a tag is called belongs to the history of no record',
    activity_mentions: 'follows from the text of an activity, which is recorded',
    interaction_participants: 'is written once, with its activity, which is recorded',
    contact_preferred_principals: 'no page of the CRM writes it',
    distinct_records: 'says itself who and when',
    import_runs: 'is a history',
    import_changes: 'is a history',
    merge_records: 'is a history',
    opportunity_stage_history: 'is a history',
    record_changes: 'is the record',
    saved_views: 'how someone likes a list is no record',
  },
}

const tables = clientTables().map(({ name }) => name)

describe.each(Object.entries(EXCEPTIONS))('%s', (trigger, exceptions) => {
  const guarded = manifest()
    .triggers.filter((one) => one.function === trigger)
    .map(({ table }) => table.replace('public.', ''))

  it('is on every table, or the table says why not', () => {
    const missing = tables.filter((name) => !guarded.includes(name) && !(name in exceptions))
    expect(missing).toEqual([])
  })

  it('is on none that says so, and no exception is for a table that is gone', () => {
    const wrong = Object.keys(exceptions).filter(
      (name) => guarded.includes(name) || !tables.includes(name),
    )
    expect(wrong).toEqual([])
  })
})

it('is told of every insert, update and delete of a table that it records at all', () => {
  const verbs = new Map<string, string[]>()
  for (const one of manifest().triggers.filter((each) => each.function === 'valence.log_changes')) {
    verbs.set(one.table, [...(verbs.get(one.table) ?? []), one.name])
  }
  for (const [table, names] of verbs) {
    expect(names.sort(), table).toEqual([
      'valence_log_deleted',
      'valence_log_inserted',
      'valence_log_updated',
    ])
  }
})

it('has a policy on every table with row security, which is every table', () => {
  const withPolicies = manifest().policies.map(({ table }) => table.replace('public.', ''))
  const open = clientTables().filter(
    ({ name, hasRowSecurity }) => !hasRowSecurity || !withPolicies.includes(name),
  )
  expect(open.map(({ name }) => name)).toEqual([])
})
