import type { OpportunityStage, OpportunityStageChange } from '@valence/schema'
import { expect, it } from 'vitest'
import { stagePeriods } from './stage-periods.ts'

const NOW = '2026-11-30T12:00:00Z'
const opportunity = { stage: 'proposal', created_at: '2026-11-01T12:00:00Z' } as const
const change = (
  from_stage: OpportunityStage,
  to_stage: OpportunityStage,
  day: string,
): OpportunityStageChange => ({
  id: 1,
  opportunity_id: 1,
  from_stage,
  to_stage,
  changed_at: `${day}T12:00:00Z`,
  changed_by: 7,
})

it('one that never moved has been in its stage since it was made', () => {
  expect(stagePeriods(opportunity, [], NOW)).toEqual([
    { stage: 'proposal', from: opportunity.created_at, to: null, days: 29, movedBy: null },
  ])
})

it('each stage lasted until the next move, the latest comes first', () => {
  const changes = [
    change('lead', 'qualified', '2026-11-11'),
    change('qualified', 'proposal', '2026-11-26'),
  ]
  const periods = stagePeriods(opportunity, changes, NOW)
  expect(periods.map(({ stage, days, movedBy }) => [stage, days, movedBy])).toEqual([
    ['proposal', 4, 7],
    ['qualified', 15, 7],
    ['lead', 10, null],
  ])
})

it('says nothing of a time whose beginning is not known', () => {
  const periods = stagePeriods({ stage: 'lead', created_at: '' }, [], NOW)
  expect(periods[0]).toMatchObject({ from: null, days: null })
})
