import type { Limit } from '../api/rate-limiter.ts'
import { readFields } from './auth-fields.ts'
import type { AuthGatewayOptions } from './auth-options.ts'
import { BANNED, INCOMPLETE, tooMany, WRONG } from './auth-refusals.ts'
import { isRightPassword, withProvenPassword } from './passwords.ts'

const MINUTE = 60_000

/** Tries of a password for one e-mail: of all strangers together, and of each device that its owner has used. */
const TRIES: Limit = { max: 10, windowMs: 5 * MINUTE }
/** Compared where there is no account, so that an unknown address takes as long to refuse. It is the hash of nothing known. */
const NOBODYS_HASH = '$2b$10$Hywj2mBiYWN6G9hrWmqa0O6gSxzmQZoaiI.rg5zSkjaivc4X5gtfC'

/**
 * Counted before it is checked, so that tries at the same moment do not slip through together; and checked before anything is
 * said about the account. A try that was right is taken back.
 */
export async function signIn(
  options: AuthGatewayOptions,
  request: Request,
  address: string,
): Promise<Response> {
  const { accounts, devices, limiter, log } = options
  const { fields, withBody } = await readFields(request)
  const email = fields['email']?.trim().toLowerCase() ?? ''
  const password = fields['password'] ?? ''
  if (email === '' || password === '') return INCOMPLETE()
  const cookies = request.headers.get('cookie')
  const device = devices.knownDevice(cookies, email)
  const key = `password ${email} ${device ?? ''}`
  const wait = limiter.hit(key, TRIES)
  if (wait > 0) {
    log.warn('A sign-in was refused: too many tries.', { event: 'sign-in-limited', address })
    return tooMany(wait)
  }
  const account = await accounts.byEmail(email)
  const hash = account?.passwordHash ?? NOBODYS_HASH
  const facts = { user: account?.id ?? null, address }
  if (!(await isRightPassword(password, hash)) || account?.passwordHash !== hash) {
    log.warn('A sign-in was refused.', { event: 'sign-in-refused', ...facts })
    return WRONG()
  }
  limiter.giveBack(key)
  if (account.isDisabled) {
    log.warn('A disabled user tried to sign in.', { event: 'sign-in-disabled', ...facts })
    return BANNED()
  }
  const response = await withProvenPassword(password, hash, () =>
    options.forward(withBody({ email, password })),
  )
  if (!response.ok) return response
  log.info('A user signed in.', { event: 'sign-in', ...facts })
  const headers = new Headers(response.headers)
  headers.append('set-cookie', devices.mark(cookies, email))
  return new Response(response.body, { status: response.status, headers })
}
