import { describe, expect, it } from 'vitest'
import type { OpportunityRecord } from '../../../providers/types.ts'
import { toFormValues, toRecordValues } from './form-values.ts'

const record = (fields: Partial<OpportunityRecord>) =>
  ({
    probability: 40,
    probability_manual: false,
    expected_closing_date: null,
    participants: [],
    ...fields,
  }) as OpportunityRecord

describe('toRecordValues', () => {
  it('marks a probability that someone wrote as set by hand', () => {
    expect(toRecordValues({ own_probability: 33 }, record({}))).toMatchObject({
      probability: 33,
      probability_manual: true,
    })
  })

  it('follows the stage again when the probability is emptied', () => {
    const previous = record({ probability: 33, probability_manual: true })
    expect(toRecordValues({ own_probability: '' }, previous)).toMatchObject({
      probability: 33,
      probability_manual: false,
    })
  })

  it('leaves the probability of a new one to the database', () => {
    const values = toRecordValues({ name: 'A' })
    expect(values).not.toHaveProperty('probability')
    expect(values).not.toHaveProperty('probability_manual')
  })

  it('keeps the hour of a timestamp whose day was not changed', () => {
    const previous = record({ expected_closing_date: '2026-05-01T15:30:00+00:00' })
    const values = toRecordValues({ expected_closing_date: '2026-05-01' }, previous)
    expect(values['expected_closing_date']).toBe('2026-05-01T15:30:00+00:00')
  })

  it('takes a new day', () => {
    const previous = record({ expected_closing_date: '2026-05-01T15:30:00+00:00' })
    const values = toRecordValues({ expected_closing_date: '2026-05-02' }, previous)
    expect(values['expected_closing_date']).toBe('2026-05-02')
  })

  it('says the same participants as before when nobody changed them', () => {
    const customer = {
      organization_id: 1,
      role: 'customer',
      is_primary: true,
      notes: null,
    } as const
    const partner = { organization_id: 2, role: 'partner', is_primary: false, notes: null } as const
    const previous = record({ participants: [customer, partner] })
    const form = toFormValues(previous)
    expect(form.participants).toEqual([partner])
    expect(toRecordValues(form, previous)['participants']).toEqual(previous.participants)
  })
})

describe('toFormValues', () => {
  it('shows the day of a timestamp, and no probability that follows the stage', () => {
    const form = toFormValues(record({ expected_closing_date: '2026-05-01T23:30:00+00:00' }))
    expect(form.expected_closing_date).toBe('2026-05-01')
    expect(form['own_probability']).toBeNull()
  })
})
