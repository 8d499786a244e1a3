import { expect, it } from 'vitest'
import { changedValues, valueSettingsOf } from './value-settings.ts'

it('what was not changed is not written, in whatever order it is', () => {
  const read = { opportunityStages: { labels: { lead: 'Enquiry', proposal: 'Offer' } } }
  const same = {
    opportunityStages: { labels: { proposal: 'Offer', lead: ' Enquiry ' }, colors: {} },
  }
  expect(changedValues({ ...valueSettingsOf(read), ...same }, read)).toEqual({})
})

it('what says nothing is left out, and null when nothing is left', () => {
  const read = { opportunityStages: { labels: { lead: 'Enquiry' } }, title: 'Ours' }
  const values = {
    opportunityStages: { labels: { lead: '' } },
    priorities: { labels: { high: 'Soon', low: '' } },
  }
  expect(changedValues(values, read)).toEqual({
    opportunityStages: null,
    priorities: { labels: { high: 'Soon' } },
  })
})
