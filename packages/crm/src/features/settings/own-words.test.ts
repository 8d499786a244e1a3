import { opportunityStages } from '@valence/schema'
import { describe, expect, it } from 'vitest'
import {
  hiddenTypes,
  ownChoices,
  ownColours,
  ownWords,
  stageOrder,
  stageProbabilities,
} from './own-words.ts'

describe('what the settings say of stages', () => {
  it('is the order of the open ones; none gets lost, and the others keep their place', () => {
    const order = stageOrder({ opportunityStages: { order: ['proposal', 'lead'] } })
    expect(order).toEqual([
      'proposal',
      'lead',
      'qualified',
      'needs_analysis',
      'negotiation',
      'closed_won',
      'closed_lost',
      'nurturing',
    ])
    expect(stageOrder(undefined)).toEqual(opportunityStages)
    const odd = { opportunityStages: { order: ['closed_won', 'gone', 'lead', 'lead'] } }
    expect(stageOrder(odd as never)).toEqual(opportunityStages)
  })

  it('is the probability of an open one; decided ones are certain', () => {
    const said = { lead: 5.4, qualified: 400, closed_won: 50, closed_lost: 50 }
    expect(stageProbabilities({ opportunityStages: { probabilities: said } })).toMatchObject({
      lead: 5,
      qualified: 100,
      proposal: 60,
      closed_won: 100,
      closed_lost: 0,
    })
  })

  it('is a colour, where it is one', () => {
    const colors = { lead: '#12ab9F', proposal: 'red; --x: url(//evil)' }
    expect(ownColours({ opportunityStages: { colors } })).toEqual({ '--v-stage-lead': '#12ab9F' })
  })
})

it('labels replace words of the catalog; empty ones do not', () => {
  expect(
    ownWords({
      opportunityStages: { labels: { lead: 'Enquiry', proposal: ' ' } },
      priorities: { labels: { high: 'Soon' } },
      interactionTypes: { labels: { demo: 'Tasting' } },
    }),
  ).toEqual({
    'crm.stage.lead': 'Enquiry',
    'crm.priority.high': 'Soon',
    'crm.activity_type.demo': 'Tasting',
  })
})

it('own labels are known by the value that they name', () => {
  const settings = { opportunityStages: { labels: { lead: 'Enquiry' } } }
  expect(ownChoices(settings, 'stage')).toEqual([{ value: 'lead', label: 'Enquiry' }])
  expect(ownChoices(settings, 'priority')).toEqual([])
})

it('types that are not offered are known ones', () => {
  expect(hiddenTypes({ interactionTypes: { hidden: ['social', 'gone'] } } as never)).toEqual([
    'social',
  ])
  expect(hiddenTypes(undefined)).toEqual([])
})
