import { refuse } from './answers.ts'
import type { Limit, RateLimiter } from './rate-limiter.ts'

export interface AuthGatewayOptions {
  /** Passes a request on to Lite. */
  readonly forward: (request: Request) => Promise<Response>
  /** Sign-up is open until this is false. */
  readonly hasNoUsers: () => Promise<boolean>
  /** Whether the user with this e-mail may not sign in; Lite itself does not ask. */
  readonly isBanned: (email: string) => Promise<boolean>
  readonly limiter: RateLimiter
}

/** Answers requests below `/auth/v1`. The address is that of the socket, never a header. */
export type AuthGateway = (request: Request, address: string) => Promise<Response>

const MINUTE = 60_000

/**
 * What of the sign-in API is open, and how often. Everything else is closed: Lite's `/otp` and `/magiclink` make
 * confirmed users even where sign-up is off.
 */
const OPEN: Readonly<Record<string, Limit>> = {
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

/** Wrong passwords for one e-mail, from wherever: guessing costs months instead of minutes. */
const WRONG_PASSWORDS: Limit = { max: 10, windowMs: 5 * MINUTE }
/** Mails to one person. */
const MAILS: Limit = { max: 3, windowMs: 15 * MINUTE }

/** Builds the gateway in front of Lite's sign-in API. */
export function createAuthGateway(options: AuthGatewayOptions): AuthGateway {
  let signUps: Promise<unknown> = Promise.resolve()
  return async (request, address) => {
    const url = new URL(request.url)
    const route = `${request.method} ${url.pathname.slice('/auth/v1'.length)}`
    const limit = OPEN[route]
    if (limit === undefined) return NOT_OPEN()
    const wait = options.limiter.hit(`${route} ${address}`, limit)
    if (wait > 0) return tooMany(wait)
    if (route === 'POST /signup') {
      // One after the other: of two first users at the same moment only one is the first.
      const mine = signUps.then(() => signUp(options, request))
      signUps = mine.catch(() => undefined)
      return mine
    }
    if (route === 'POST /recover') return recover(options, request)
    if (/ \/verify$/.test(route)) return verify(options, request)
    if (route === 'GET /settings') return settings(options, request)
    if (route === 'POST /token' && url.searchParams.get('grant_type') === 'password') {
      return signIn(options, request)
    }
    return options.forward(request)
  }
}

async function signUp(options: AuthGatewayOptions, request: Request): Promise<Response> {
  if (await options.hasNoUsers()) return options.forward(request)
  return refuse('auth', {
    status: 422,
    code: 'signup_disabled',
    message:
      'Sign-up is closed: this installation has users already. Ask an administrator to add you.',
  })
}

async function signIn(options: AuthGatewayOptions, request: Request): Promise<Response> {
  const { email, copy } = await readEmail(request)
  const key = `wrong password ${email}`
  const wait = options.limiter.waitFor(key, WRONG_PASSWORDS)
  if (wait > 0) return tooMany(wait)
  if (await options.isBanned(email)) return BANNED()
  const response = await options.forward(copy)
  if (response.status === 400) options.limiter.hit(key, WRONG_PASSWORDS)
  return response
}

async function recover(options: AuthGatewayOptions, request: Request): Promise<Response> {
  const { email, copy } = await readEmail(request)
  const wait = options.limiter.hit(`mail ${email}`, MAILS)
  if (wait > 0) return tooMany(wait)
  // As for an e-mail that nobody has: no mail, and nothing said.
  return (await options.isBanned(email)) ? Response.json({}) : options.forward(copy)
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
  const email = emailIn(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return (await options.isBanned(email)) ? BANNED() : response
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
  const isClosed = !(await options.hasNoUsers())
  return Response.json(typeof body === 'object' ? { ...body, disable_signup: isClosed } : body)
}

/** The e-mail in a body, and a request that has not been read yet. The body's size is limited before. */
async function readEmail(request: Request): Promise<{ email: string; copy: Request }> {
  const text = await request.text()
  const copy = new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: text,
  })
  return { email: emailIn(text), copy }
}

function emailIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null || !('email' in body)) return ''
    return String(body.email).trim().toLowerCase()
  } catch {
    // Lite answers that this is no JSON; until then it counts as nobody's.
    return ''
  }
}

const BANNED = (): Response =>
  refuse('auth', {
    status: 400,
    code: 'user_banned',
    message: 'This account is disabled. Ask an administrator to enable it again.',
  })

const NOT_OPEN = (): Response =>
  refuse('auth', {
    status: 404,
    code: 'not_found',
    message: 'This way of signing in is not offered here.',
  })

function tooMany(waitMs: number): Response {
  const seconds = Math.ceil(waitMs / 1000)
  return refuse('auth', {
    status: 429,
    code: 'over_request_rate_limit',
    message: `Too many attempts. Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  })
}
