import { HttpError } from 'ra-core'
import { describe, expect, it } from 'vitest'
import { toUserError } from './errors.ts'

describe('toUserError', () => {
  it('words a known code', () => {
    expect(toUserError({ status: 409, code: '23505' }).message).toBe('crm.error.already_exists')
  })

  it('finds the code in the body as well', () => {
    const error = new HttpError('x', 403, { code: '42501', message: 'permission denied' })
    expect(toUserError(error)).toMatchObject({ message: 'crm.error.forbidden', status: 403 })
  })

  it('passes on the sentence of our own functions', () => {
    const sentence = 'Organization 5 cannot be below itself'
    expect(toUserError({ status: 400, code: '23514', message: sentence }).message).toBe(sentence)
  })

  it('asks for the password again when the token has expired', () => {
    expect(toUserError({ code: 'PGRST301' })).toMatchObject({
      status: 401,
      message: 'crm.error.session_over',
    })
  })

  it('says that the server does not answer when fetch fails', () => {
    expect(toUserError(new TypeError('Failed to fetch')).message).toBe('crm.error.unreachable')
  })

  it('leaves an error alone that is worded already', () => {
    const error = new HttpError('crm.auth.disabled', 403)
    expect(toUserError(error)).toBe(error)
  })
})
