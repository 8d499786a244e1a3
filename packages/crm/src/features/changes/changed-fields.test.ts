import { describe, expect, it } from 'vitest'
import type { RecordChange } from '../../providers/types.ts'
import { changedFields } from './changed-fields.ts'

const entry = (values: Partial<RecordChange>): RecordChange => ({
  id: 1,
  changed_at: '2026-01-01T00:00:00Z',
  changed_by: 1,
  verb: 'update',
  resource: 'opportunities',
  record_id: 1,
  source: 'opportunities',
  record_name: null,
  is_gone: false,
  former: null,
  given: null,
  linked: null,
  ...values,
})

describe('the fields that an entry tells of', () => {
  it('leave out what follows from another', () => {
    const former = { stage: 'lead', legacy_stage: 'opportunity' }
    const given = { stage: 'proposal', legacy_stage: 'proposal-sent' }
    expect(changedFields(entry({ former, given }))).toEqual([
      { field: 'stage', former: 'lead', given: 'proposal' },
    ])
  })

  it('are all that it has where nothing else changed', () => {
    const [only] = changedFields(
      entry({ former: { legacy_stage: 'a' }, given: { legacy_stage: 'b' } }),
    )
    expect(only).toEqual({ field: 'legacy_stage', former: 'a', given: 'b' })
  })

  it('begin with whom a link leads to', () => {
    const fields = changedFields(
      entry({
        source: 'contact_organizations',
        former: { role: null },
        given: { role: 'buyer' },
        linked: { organization_id: 7 },
      }),
    )
    expect(fields.map(({ field }) => field)).toEqual(['organization_id', 'role'])
  })

  it('of a new link do not repeat the record that it hangs on', () => {
    const given = { contact_id: 1, organization_id: 7 }
    const fields = changedFields(entry({ source: 'contact_organizations', verb: 'insert', given }))
    expect(fields.map(({ field }) => field)).toEqual(['organization_id'])
  })
})
