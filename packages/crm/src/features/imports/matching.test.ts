import { expect, it } from 'vitest'
import { importKeys } from '../../providers/types.ts'
import { matchHeaders } from './match-headers.ts'
import { hasExternalIds, matchingUnder, sectionsWithIds } from './matching.ts'

it('only lets go of addresses and names of what the file has an ID for', () => {
  const mapping = { A: 'organization.external_id', B: 'organization.name', C: 'contact.last_name' }
  expect([...sectionsWithIds(mapping)]).toEqual(['organization'])
  expect(matchingUnder(mapping, { source: ' Other ', by: [] })).toEqual({
    source: 'Other',
    by: ['contact.email', 'contact.name', 'opportunity.name'],
  })
})

it('names no system where the file has our own IDs alone', () => {
  const mapping = { A: 'contact.id', B: '' }
  expect(hasExternalIds(mapping)).toBe(false)
  expect(matchingUnder(mapping, { source: 'Other', by: importKeys })).toEqual({
    source: '',
    by: importKeys,
  })
})

it('finds columns of external IDs by their names, and takes no bare ID and no list of them for one', () => {
  expect(
    matchHeaders(['External ID', 'First name', 'Company external ID', 'Opportunity external ID']),
  ).toMatchObject({
    'External ID': 'contact.external_id',
    'Company external ID': 'organization.external_id',
    'Opportunity external ID': 'opportunity.external_id',
  })
  expect(matchHeaders(['ID', 'External IDs', 'First name'])).toMatchObject({
    ID: '',
    'External IDs': '',
  })
})
