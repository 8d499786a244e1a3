import { refuse } from '../api/answers.ts'
import { readFields } from './auth-fields.ts'
import type { AuthGatewayOptions } from './auth-options.ts'
import { BANNED, NO_SUCH_TOKEN } from './auth-refusals.ts'

/**
 * Renews a session once with each token. One that comes back after its use has been copied, and nobody can say by whom: the
 * session ends, for the thief and for the owner, who signs in again. Tries at the same moment share one answer, because two
 * tabs of one browser may wake together.
 */
export function createRenewals(
  options: AuthGatewayOptions,
): (request: Request) => Promise<Response> {
  const underway = new Map<string, Promise<Response>>()
  return async (request) => {
    const { fields, withBody } = await readFields(request)
    const token = fields['refresh_token'] ?? ''
    if (token === '') return NO_SUCH_TOKEN()
    const ongoing =
      underway.get(token) ??
      renewOnce(options, token, withBody({ refresh_token: token })).finally(() =>
        underway.delete(token),
      )
    underway.set(token, ongoing)
    return (await ongoing).clone()
  }
}

async function renewOnce(
  { accounts, forward, log }: AuthGatewayOptions,
  token: string,
  request: Request,
): Promise<Response> {
  const found = await accounts.renewal(token)
  if (found === null) return NO_SUCH_TOKEN()
  if (found.isDisabled) return BANNED()
  if (!found.isUsed) return forward(request)
  if (found.sessionId !== null) await accounts.endSession(found.sessionId)
  log.warn('A session was ended: the token that renews it was used twice.', {
    event: 'session-copied',
    session: found.sessionId,
  })
  return refuse('auth', {
    status: 400,
    code: 'refresh_token_already_used',
    message: 'This session was renewed before with the same token, so it has ended. Sign in again.',
  })
}
