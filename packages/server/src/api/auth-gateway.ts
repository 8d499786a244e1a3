import { setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '../errors.ts'
import { isAuthBody } from '../sign-in/auth-bodies.ts'
import { claimsOf, readFields } from '../sign-in/auth-fields.ts'
import type { AuthGatewayOptions } from '../sign-in/auth-options.ts'
import {
  BANNED,
  INCOMPLETE,
  NOT_OPEN,
  SIGN_UP_CLOSED,
  tooMany,
  UNREADABLE,
} from '../sign-in/auth-refusals.ts'
import { createRenewals } from '../sign-in/renewals.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { callerOf } from './access-token.ts'
import { inTurn } from './in-turn.ts'
import type { Limit } from './rate-limiter.ts'

/** Answers requests below `/auth/v1`, to whoever is at this address. */
export type AuthGateway = (request: Request, address: string) => Promise<Response>

const MINUTE = 60_000

/**
 * What of the sign-in API is open, and how often. Everything else is closed: Lite's `/otp` and `/magiclink` make
 * confirmed users even where sign-up is off.
 */
export const AUTH_DOORS: Readonly<Record<string, Limit>> = {
  'POST /signup': { max: 10, windowMs: 60 * MINUTE },
  'POST /token': { max: 120, windowMs: MINUTE },
  'POST /logout': { max: 60, windowMs: MINUTE },
  'POST /recover': { max: 20, windowMs: 15 * MINUTE },
  'POST /verify': { max: 10, windowMs: MINUTE },
  'GET /verify': { max: 10, windowMs: MINUTE },
  'GET /user': { max: 600, windowMs: MINUTE },
  'PUT /user': { max: 20, windowMs: MINUTE },
  'GET /reauthenticate': { max: 5, windowMs: MINUTE },
  'GET /settings': { max: 600, windowMs: MINUTE },
  'GET /health': { max: 600, windowMs: MINUTE },
}

/** Mails to one person. */
const MAILS: Limit = { max: 3, windowMs: 15 * MINUTE }
/** So long takes the answer to who forgot a password, whether there is an account and a mail or not. */
const RECOVER_MS = 400

/** Builds the gateway in front of Lite's sign-in API. */
export function createAuthGateway(options: AuthGatewayOptions): AuthGateway {
  const routes = guardedRoutes(options)
  return async (request, address) => {
    const url = new URL(request.url)
    const route = `${request.method} ${url.pathname.slice('/auth/v1'.length)}`
    const limit = AUTH_DOORS[route]
    if (limit === undefined) return NOT_OPEN()
    const wait = options.limiter.hit(`${route} ${address}`, limit)
    if (wait > 0) return tooMany(wait)
    const checked = await withBody(request)
    if (checked === null) return UNREADABLE()
    const kind = url.searchParams.get('grant_type')
    const guarded = routes[route === 'POST /token' ? `${route} ${kind}` : route]
    return guarded === undefined ? options.forward(checked) : guarded(checked, address)
  }
}

/** The request, not read yet; null where its body cannot be one. */
async function withBody(request: Request): Promise<Request | null> {
  if (request.body === null) return request
  const body = await request.text()
  if (!isAuthBody(body)) return null
  const { url, method, headers } = request
  return new Request(url, { method, headers, body })
}

/** Where more is asked than Lite asks. */
function guardedRoutes(options: AuthGatewayOptions): Readonly<Record<string, AuthGateway>> {
  return {
    // One after the other: of two first users at the same moment only one is the first.
    'POST /signup': (request) => inTurn('POST /signup', () => signUp(options, request)),
    'POST /token password': (request, address) => signIn(options, request, address),
    'POST /token refresh_token': createRenewals(options),
    'POST /recover': (request) => recover(options, request),
    'POST /verify': (request) => verify(options, request),
    'GET /verify': (request) => verify(options, request),
    'GET /settings': (request) => settings(options, request),
    'GET /user': (request) => ownAccount(options, request),
    'PUT /user': (request) => ownAccount(options, request),
    'GET /reauthenticate': (request) => ownAccount(options, request),
  }
}

async function signUp(options: AuthGatewayOptions, request: Request): Promise<Response> {
  if (!(await options.accounts.hasNone())) return SIGN_UP_CLOSED()
  const response = await options.forward(request)
  if (response.ok) options.log.info('The first user has signed up.', { event: 'user-added' })
  return response
}

/** A new password ends the sessions of everywhere else: whoever changes it may do so because someone else is in. */
async function ownAccount(options: AuthGatewayOptions, request: Request): Promise<Response> {
  const caller = await callerOf(request, options.jwtSecret)
  if (caller !== null && (await options.accounts.isDisabled(caller.userId))) return BANNED()
  if (request.method !== 'PUT') return options.forward(request)
  const { fields, copy } = await readFields(request)
  const response = await options.forward(copy)
  if (response.ok && caller !== null && fields['password'] !== undefined) {
    await options.accounts.endOtherSessions(caller.userId, caller.sessionId)
    options.log.info('A user changed their password.', {
      event: 'password-changed',
      user: caller.userId,
    })
  }
  return response
}

/** The answer says nothing of whether there is an account, and neither does the time it takes. */
async function recover(options: AuthGatewayOptions, request: Request): Promise<Response> {
  const { fields, copy } = await readFields(request)
  const email = fields['email']?.trim().toLowerCase() ?? ''
  if (email === '') return INCOMPLETE()
  const wait = options.limiter.hit(`mail ${email}`, MAILS)
  if (wait > 0) return tooMany(wait)
  const mailed = mailLink(options, email, copy).catch((error: unknown) => {
    options.log.error(`A mail to set a password could not be sent: ${messageOf(error)}`)
  })
  await Promise.all([delay(RECOVER_MS), Promise.race([mailed, delay(RECOVER_MS)])])
  return Response.json({})
}

async function mailLink(
  { accounts, forward, log }: AuthGatewayOptions,
  email: string,
  request: Request,
): Promise<void> {
  const account = await accounts.byEmail(email)
  if (account === null || account.isDisabled) return
  const { status } = await forward(request)
  if (status >= 400) log.warn(`A mail to set a password was not sent: ${status}.`)
}

/**
 * A link from a mail signs in whoever has it. Whose it is only the answer says, so a session of someone who was disabled
 * since is not handed out: it is in the body, or behind the # of where the browser is sent.
 */
async function verify(options: AuthGatewayOptions, request: Request): Promise<Response> {
  const response = await options.forward(request)
  const [, hash = ''] = (response.headers.get('location') ?? '').split('#')
  const inAddress = new URLSearchParams(hash).get('access_token')
  const token = inAddress ?? (await accessTokenIn(response.clone()))
  if (token === null) return response
  const { sub } = claimsOf(token)
  const isOut = typeof sub === 'string' && (await options.accounts.isDisabled(sub))
  return isOut ? BANNED() : response
}

async function accessTokenIn(response: Response): Promise<string | null> {
  const body: unknown = await response.json().catch(() => null)
  if (typeof body !== 'object' || body === null || !('access_token' in body)) return null
  return String(body.access_token)
}

/** Says that sign-up is closed once it is, so that a client need not offer it. */
async function settings(options: AuthGatewayOptions, request: Request): Promise<Response> {
  const response = await options.forward(request)
  if (!response.ok) return response
  const body: unknown = await response.json()
  const isClosed = !(await options.accounts.hasNone())
  return Response.json(typeof body === 'object' ? { ...body, disable_signup: isClosed } : body)
}
