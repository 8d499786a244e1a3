import { verify } from 'hono/jwt'
import { type Dialect, type Refusal, refuse } from './answers.ts'

const BEARER = /^bearer(?:\s+(.*))?$/i

/** What a request carries as its token, if anything. The API's keys may stand there too: clients put them. */
export function bearerOf(request: Request): string | null {
  const match = BEARER.exec(request.headers.get('authorization') ?? '')
  const token = match === null ? null : (match[1] ?? '').trim()
  return token?.startsWith('sb_') === true ? null : token
}

/**
 * Refuses what cannot be a token, as PostgREST does: Lite takes whoever sends one for a visitor, and an empty list looks
 * as if there were no records. What has the form of a token Lite judges itself.
 */
export function refuseNoToken(dialect: Dialect, request: Request): Response | null {
  const token = bearerOf(request)
  if (token === null) return null
  const parts = token.split('.')
  if (parts.length === 3 && parts.every((part) => part !== '')) return null
  return refuse(dialect, noToken(token, parts.length))
}

function noToken(token: string, parts: number): Refusal {
  const message =
    token === ''
      ? 'Empty JWT is sent in Authorization header'
      : parts === 3
        ? 'None of the keys was able to decode the JWT'
        : `Expected 3 parts in JWT; got ${parts}`
  return {
    status: 401,
    code: 'PGRST301',
    message,
    hint: 'Sign in again.',
    headers: {
      'WWW-Authenticate': `Bearer error="invalid_token", error_description="${message}"`,
    },
  }
}

/** Whether a token is signed by us and still good, and if not, why. */
export type TokenState = 'good' | 'expired' | 'forged'

export async function stateOfToken(token: string, secret: string): Promise<TokenState> {
  try {
    await verify(token, secret, 'HS256')
    return 'good'
  } catch (error) {
    // Any other fault of a token is the same to whoever holds it: it cannot be used.
    return error instanceof Error && error.name === 'JwtTokenExpired' ? 'expired' : 'forged'
  }
}

/** Who is signed in, and by which of their sessions. */
export interface Caller {
  readonly userId: string
  readonly sessionId: string | null
}

/** Whose token it is; null for a visitor, a key of the API, and a token that is not ours. */
export async function callerOf(request: Request, secret: string): Promise<Caller | null> {
  const token = bearerOf(request)
  if (token === null) return null
  try {
    const { sub, session_id: session } = await verify(token, secret, 'HS256')
    if (typeof sub !== 'string') return null
    return { userId: sub, sessionId: typeof session === 'string' ? session : null }
  } catch {
    // Lite says what is wrong with it.
    return null
  }
}
