import { expect, it } from 'vitest'
import { cleanContact } from './clean-contact.ts'

it('drops entries that nobody filled in, and writes addresses in lower case', () => {
  const cleaned = cleanContact({
    email_jsonb: [{ email: ' Ada@X.Example ', type: 'Work' }, { email: '', type: 'Home' }, null],
    phone_jsonb: [{ number: null, type: 'Work' }],
  })
  expect(cleaned['email_jsonb']).toEqual([{ email: 'ada@x.example', type: 'Work' }])
  expect(cleaned['phone_jsonb']).toEqual([])
})

it('makes exactly one organization primary: the marked one', () => {
  const organizations = [
    { organization_id: 1, is_primary_organization: false },
    { organization_id: 2, is_primary_organization: true },
    { organization_id: null, is_primary_organization: true },
  ]
  expect(cleanContact({ organizations })['organizations']).toEqual([
    { organization_id: 1, is_primary_organization: false },
    { organization_id: 2, is_primary_organization: true },
  ])
})

it('makes the first organization primary when none is marked', () => {
  const organizations = [{ organization_id: 1 }, { organization_id: 2 }]
  expect(cleanContact({ organizations })['organizations']).toEqual([
    { organization_id: 1, is_primary_organization: true },
    { organization_id: 2, is_primary_organization: false },
  ])
})

it('keeps an organization once when it was chosen twice', () => {
  const organizations = [{ organization_id: 1 }, { organization_id: 1, role: 'buyer' }]
  expect(cleanContact({ organizations })['organizations']).toEqual([
    { organization_id: 1, is_primary_organization: true },
  ])
})
