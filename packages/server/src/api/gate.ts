import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { ClientAddress } from '../sign-in/client-address.ts'
import { corsHeaders, isAllowedHost } from './origins.ts'
import { inRequestScope } from './request-scope.ts'
import { secured } from './security-headers.ts'
import type { ServerApp } from './server-app.ts'

export interface GateOptions {
  /** Names under which others reach this server, besides localhost and addresses. */
  readonly allowedHosts: readonly string[]
  /** One more origin whose pages may call the API. */
  readonly corsOrigin: string | undefined
  readonly addressOf: ClientAddress
}

export type Handler = (request: Request, env: HttpBindings) => Promise<Response>

/**
 * What every request passes: the check of its Host header before, and the headers of safety after. It stands outside
 * of the routes, so that no route can be added past it, and none can put a header back that it takes away.
 */
export function createGate(app: ServerApp, options: GateOptions): Handler {
  return async (request, env) => {
    const cors = corsHeaders(request, options.corsOrigin)
    if (!isAllowedHost(request.headers.get('host') ?? undefined, options.allowedHosts)) {
      const text = 'This name is not served here. Add it to the allowed hosts to use it.\n'
      return secured(new Response(text, { status: 421 }), {})
    }
    const isPreflight =
      request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    if (isPreflight) return secured(new Response(null, { status: 204 }), cors)
    const peer = env.incoming.socket.remoteAddress
    const address = options.addressOf(request.headers.get('x-forwarded-for'), peer)
    const scope = { id: randomUUID(), address, user: null }
    return inRequestScope(scope, async () => secured(await app.fetch(request, env), cors))
  }
}
