import { expect, it } from 'vitest'
import { fieldErrors } from './field-errors.ts'

it('finds the field that is missing', () => {
  const sentence =
    'null value in column "name" of relation "companies" violates not-null constraint'
  expect(fieldErrors('23502', sentence, '')).toEqual({ name: 'ra.validation.required' })
})

it('finds the fields whose values exist already', () => {
  const details = 'Key (contact_id, organization_id)=(1, 2) already exists.'
  expect(fieldErrors('23505', '', details)).toEqual({
    contact_id: 'ra.validation.unique',
    organization_id: 'ra.validation.unique',
  })
})

it('finds the field that refers to what is gone, and none where a row is referred to', () => {
  const gone = 'Key (sales_id)=(9) is not present in table "sales".'
  expect(fieldErrors('23503', '', gone)).toEqual({ sales_id: 'crm.error.gone' })
  const hidden =
    'insert or update on table "tasks" violates foreign key constraint "tasks_contact_id_fkey"'
  expect(fieldErrors('23503', hidden, 'Key is not present in table "contacts".')).toEqual({
    contact_id: 'crm.error.gone',
  })
  const used = 'Key (id)=(9) is still referenced from table "contacts".'
  expect(fieldErrors('23503', '', used)).toEqual({})
})

it('says nothing of what it does not know', () => {
  expect(fieldErrors('42501', 'permission denied', '')).toEqual({})
})
