import { HttpError } from 'ra-core'
import { describe, expect, it } from 'vitest'
import { toUserError } from './errors.ts'

describe('toUserError', () => {
  it.each([
    ['23505', 409, 'crm.error.already_exists'],
    ['23503', 409, 'crm.error.still_in_use'],
    ['23502', 400, 'crm.error.required_missing'],
    ['42501', 403, 'crm.error.forbidden'],
    ['57014', 504, 'crm.error.too_slow'],
    ['40P01', 409, 'crm.error.busy'],
    ['PGRST001', 503, 'crm.error.database_away'],
    ['PGRST205', 404, 'crm.error.schema_changed'],
  ])('words the code %s', (code, status, message) => {
    expect(toUserError({ status, code })).toMatchObject({ message, status })
  })

  it('finds the code in the body as well', () => {
    const error = new HttpError('x', 403, { code: '42501', message: 'permission denied' })
    expect(toUserError(error)).toMatchObject({ message: 'crm.error.forbidden', status: 403 })
  })

  it.each([
    ['Organization 5 cannot be below itself', '23514', 'crm.error.organization_cycle'],
    ['Opportunity 5 does not exist, or you may not move it', 'PT404', 'crm.error.not_there'],
  ])('words %s in the language of the user', (message, code, key) => {
    expect(toUserError({ status: 400, code, message }).message).toBe(key)
  })

  it('passes on other sentences of our own functions', () => {
    const sentence = 'Organization 5 is not marked as principal'
    expect(toUserError({ status: 400, code: '23514', message: sentence }).message).toBe(sentence)
  })

  it('keeps the names of constraints to itself', () => {
    const message = 'new row for relation "opportunities" violates check constraint "amount_check"'
    expect(toUserError({ status: 400, code: '23514', message }).message).toBe(
      'crm.error.invalid_value',
    )
  })

  it('asks for the password again when the token has expired', () => {
    expect(toUserError({ code: 'PGRST301' })).toMatchObject({
      status: 401,
      message: 'crm.error.session_over',
    })
  })

  it('says that the server does not answer when fetch fails', () => {
    expect(toUserError(new TypeError('Failed to fetch')).message).toBe('crm.error.unreachable')
    expect(toUserError(new DOMException('x', 'TimeoutError')).message).toBe('crm.error.no_answer')
    expect(toUserError({ status: 502, message: 'Bad Gateway' }).message).toBe(
      'crm.error.unreachable',
    )
  })

  it('keeps the words of an error that is worded already', () => {
    const error = toUserError(new HttpError('crm.auth.disabled', 403))
    expect(error).toMatchObject({ message: 'crm.auth.disabled', status: 403 })
  })

  it('puts the message on the field and on the form', () => {
    const sentence = 'null value in column "name" of relation "companies" violates not-null'
    expect(toUserError({ status: 400, code: '23502', message: sentence }).body.errors).toEqual({
      name: 'ra.validation.required',
      root: { serverError: 'crm.error.required_missing' },
    })
  })

  it('keeps a conflict for the dialog', () => {
    const conflict = { fields: [] }
    const error = toUserError(new HttpError('crm.error.conflict', 409, { conflict }))
    expect(error.body.conflict).toBe(conflict)
  })
})
