import { z } from 'zod'
import type { Log } from '../log.ts'
import type { AuthGatewayOptions } from '../sign-in/auth-options.ts'
import { PasswordQueueFull } from '../sign-in/passwords.ts'
import { bearerOf, callerOf, refuseNoToken } from './access-token.ts'
import { type Dialect, type Refusal, refuse } from './answers.ts'
import { ConnectionLost, TookTooLong } from './attempt.ts'
import { createAuthGateway } from './auth-gateway.ts'
import { BodyTooLarge, NoRoom, wholeRequest } from './bodies.ts'
import { isUnreachable } from './database-errors.ts'
import { isNestedTooDeep } from './nesting.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { requestScope } from './request-scope.ts'
import { passRest } from './rest-gateway.ts'
import { routeOf } from './routes-of-requests.ts'
import type { ServerApp } from './server-app.ts'
import { isSignedUpload, passStorage, type StorageGatewayOptions } from './storage-gateway.ts'

const KILOBYTE = 1024
const MEGABYTE = KILOBYTE * KILOBYTE
/** Largest bodies in bytes, by part: imports come in pages, files as they are. */
const MAX_BODY = { rest: 10 * MEGABYTE, auth: 64 * KILOBYTE, storage: 51 * MEGABYTE } as const
/** A visitor has little to say. */
const MAX_BODY_OF_VISITOR = 64 * KILOBYTE
/** Long filters come in the address; browsers and proxies take about as much. */
const MAX_URL = 48 * KILOBYTE

export type ApiRoutesOptions = Omit<AuthGatewayOptions, 'limiter'> & StorageGatewayOptions

/**
 * The three parts of the API that are open. Nothing else reaches Lite: its other paths tell anyone the connection's
 * password. A path counts as it was sent, so an encoded one is no way around.
 */
export function createApiRoutes(app: ServerApp, options: ApiRoutesOptions): void {
  const passAuth = createAuthGateway({ ...options, limiter: createRateLimiter() })
  const passes: Readonly<Record<Dialect, Pass>> = {
    rest: async (request) =>
      refuseNoToken('rest', request) ??
      readable(await passRest(request, options.forward), options.log),
    auth: (request) => passAuth(request, requestScope()?.address ?? ''),
    storage: (request) => passStorage(request, options),
  }
  for (const part of ['rest', 'auth', 'storage'] as const) {
    app.all(`/${part}/v1/*`, async (c) => {
      try {
        return await passWhole(c.req.raw, part, passes[part], options)
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal === null) throw error
        return refuse(part, refusal)
      }
    })
  }
}

/** Lite answers 500 and its own words to what it cannot read: half a quote, a list where a name belongs. */
async function readable(answer: Response, log: Log): Promise<Response> {
  if (answer.status !== 500) return answer
  const { code, message } = failureSchema.parse(await answer.json().catch(() => ({})))
  log.error(`Lite failed at a request: ${message}`, { event: 'request-failed', code })
  // What it cannot parse it says in such words; all else happened after that.
  if (
    !/^(?:\w*Error: )?(?:Missing|Unexpected|Unterminated|Unclosed|Expected|Invalid|Maximum call)/.test(
      message,
    )
  ) {
    return refuse('rest', LOST)
  }
  return refuse('rest', UNREADABLE)
}

const failureSchema = z.object({ code: z.string().catch(''), message: z.string().catch('') })
const LOST = {
  status: 503,
  code: 'PGRST001',
  message: 'The connection to the database was lost. Whether a change was made is not known.',
  headers: { 'Retry-After': '1' },
} as const
const UNREADABLE = {
  status: 400,
  code: 'PGRST100',
  message: 'This request cannot be read.',
  hint: 'Look at quotes, brackets and names in its address and its body.',
} as const

type Pass = (request: Request) => Promise<Response>

async function passWhole(
  request: Request,
  part: Dialect,
  pass: Pass,
  options: ApiRoutesOptions,
): Promise<Response> {
  const { jwtSecret } = options
  if (!new URL(request.url).pathname.startsWith(`/${part}/v1/`)) return refuse(part, NOT_FOUND)
  if (request.url.length > MAX_URL) return refuse(part, LONG_URL)
  const caller = await callerOf(request, jwtSecret)
  const scope = requestScope()
  if (scope !== undefined) scope.user = caller?.userId ?? null
  const isKnown =
    caller !== null || isServiceKey(request) || (await isSignedUpload(request, jwtSecret))
  const max = isKnown ? MAX_BODY[part] : Math.min(MAX_BODY[part], MAX_BODY_OF_VISITOR)
  const whole = await wholeRequest(request, max)
  try {
    if (part !== 'storage' && isNestedTooDeep(whole.text())) return refuse(part, TOO_DEEP)
    const answer = await pass(whole.request)
    if (AUDITED.has(routeOf(request.method, new URL(request.url).pathname))) {
      noteChange(options.log, request, answer.status, whole.text())
    }
    return answer
  } finally {
    whole.release()
  }
}

/** Who may do what is changed by these; the log keeps who changed it, whether it was done or refused. */
const AUDITED: ReadonlySet<string> = new Set(
  ['add_sales_user', 'renew_sales_password', 'set_sales_disabled', 'set_sales_role'].map(
    (name) => `/rest/v1/rpc/${name}`,
  ),
)

const changeSchema = z
  .object({ user_id: z.number(), new_role: z.string(), is_disabled: z.boolean() })
  .partial()

function noteChange(log: Log, { url }: Request, status: number, said: string): void {
  const name = new URL(url).pathname.split('/').at(-1)
  const { user_id: about, new_role: role, is_disabled: isDisabled } = changeIn(said)
  const facts = { event: 'user-changed', name, about, role, isDisabled, status }
  if (status < 400) log.info('A user was added or changed.', facts)
  else log.warn('A change of a user was refused.', facts)
}

function changeIn(said: string): z.infer<typeof changeSchema> {
  try {
    return changeSchema.safeParse(JSON.parse(said)).data ?? {}
  } catch {
    // No JSON, so nothing was changed.
    return {}
  }
}

/** Whether it is the right one Lite checks; a wrong one is refused there. */
function isServiceKey(request: Request): boolean {
  const given = request.headers.get('apikey') ?? ''
  return given.startsWith('sb_secret_') && bearerOf(request) === null
}

const NOT_FOUND = { status: 404, code: 'not_found', message: 'Not found' } as const
const LONG_URL = {
  status: 414,
  code: 'too_long',
  message: `The address is longer than ${MAX_URL} characters.`,
  hint: 'Ask for fewer values at once.',
} as const
const TOO_DEEP = {
  status: 400,
  code: 'too_deep',
  message: 'The body is nested more than a hundred levels deep.',
} as const
const BUSY = { status: 503, code: 'busy', headers: { 'Retry-After': '2' } } as const

/** What went wrong before a gate could answer; null for what should not happen. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof BodyTooLarge) {
    const message = `The body is larger than ${inWords(error.maxBytes)}.`
    return { status: 413, code: 'too_large', message, hint: 'Send it in parts.' }
  }
  if (error instanceof NoRoom) {
    return {
      ...BUSY,
      message: 'The server receives too much at this moment. Try again in a moment.',
    }
  }
  if (error instanceof PasswordQueueFull) {
    return { ...BUSY, message: 'Too many people sign in at this moment. Try again in a moment.' }
  }
  if (error instanceof ConnectionLost || error instanceof TookTooLong || isUnreachable(error)) {
    return { ...BUSY, message: 'The database does not answer. Try again in a moment.' }
  }
  return null
}

function inWords(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes / KILOBYTE} kB` : `${bytes / MEGABYTE} MB`
}
