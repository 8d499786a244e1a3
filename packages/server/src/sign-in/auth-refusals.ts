import { refuse } from '../api/answers.ts'

export const SIGN_UP_CLOSED = (): Response =>
  refuse('auth', {
    status: 422,
    code: 'signup_disabled',
    message:
      'Sign-up is closed: this installation has users already. Ask an administrator to add you.',
  })

/** In Lite's words, and those of Supabase. */
export const WRONG = (): Response =>
  refuse('auth', { status: 400, code: 'invalid_credentials', message: 'Invalid login credentials' })

export const INCOMPLETE = (): Response =>
  refuse('auth', {
    status: 400,
    code: 'validation_failed',
    message: 'The body must be JSON with "email" and, to sign in, "password".',
  })

export const UNREADABLE = (): Response =>
  refuse('auth', {
    status: 400,
    code: 'bad_json',
    message: 'The body must be JSON: texts by their names, and "data" with an object.',
  })

export const NO_SUCH_TOKEN = (): Response =>
  refuse('auth', {
    status: 400,
    code: 'refresh_token_not_found',
    message: 'Invalid Refresh Token: Refresh Token Not Found',
  })

export const BANNED = (): Response =>
  refuse('auth', {
    status: 400,
    code: 'user_banned',
    message: 'This account is disabled. Ask an administrator to enable it again.',
  })

export const NOT_OPEN = (): Response =>
  refuse('auth', {
    status: 404,
    code: 'not_found',
    message: 'This way of signing in is not offered here.',
  })

export function tooMany(waitMs: number): Response {
  const seconds = Math.ceil(waitMs / 1000)
  return refuse('auth', {
    status: 429,
    code: 'over_request_rate_limit',
    message: `Too many attempts. Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  })
}
