import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { Log } from '../log.ts'
import type { ClientAddress } from '../sign-in/client-address.ts'
import { corsHeaders, isAllowedHost } from './origins.ts'
import { inRequestScope, type RequestScope } from './request-scope.ts'
import { routeOf } from './routes-of-requests.ts'
import { secured } from './security-headers.ts'
import type { ServerApp } from './server-app.ts'

export interface GateOptions {
  /** Names under which others reach this server, besides localhost and addresses. */
  readonly allowedHosts: readonly string[]
  /** One more origin whose pages may call the API. */
  readonly corsOrigin: string | undefined
  readonly addressOf: ClientAddress
  readonly log: Log
}

export type Handler = (request: Request, env: HttpBindings) => Promise<Response>

/**
 * What every request passes: the check of its Host header before, and the headers of safety after. It stands outside
 * of the routes, so that no route can be added past it, and none can put a header back that it takes away.
 */
export function createGate(app: ServerApp, options: GateOptions): Handler {
  return (request, env) => {
    const peer = env.incoming.socket.remoteAddress
    const address = options.addressOf(request.headers.get('x-forwarded-for'), peer)
    const timeZone = request.headers.get('x-time-zone') ?? ''
    const scope: RequestScope = { id: randomUUID(), address, timeZone, user: null }
    return inRequestScope(scope, async () => {
      const started = performance.now()
      const answer = await answerTo(app, options, request, env)
      note(options.log, request, answer.status, performance.now() - started)
      return numbered(answer, scope.id)
    })
  }
}

async function answerTo(
  app: ServerApp,
  { allowedHosts, corsOrigin }: GateOptions,
  request: Request,
  env: HttpBindings,
): Promise<Response> {
  const cors = corsHeaders(request, corsOrigin)
  if (!isAllowedHost(request.headers.get('host') ?? undefined, allowedHosts)) {
    const text = 'This name is not served here. Add it to the allowed hosts to use it.\n'
    return secured(new Response(text, { status: 421 }), {})
  }
  const isPreflight =
    request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
  if (isPreflight) return secured(new Response(null, { status: 204 }), cors)
  return secured(await app.fetch(request, env), cors)
}

function note(log: Log, { method, url }: Request, status: number, ms: number): void {
  const route = routeOf(method, new URL(url).pathname)
  const facts = { event: 'request', method, route, status, ms: Math.round(ms * 10) / 10 }
  const write = status >= 500 ? log.error : status >= 400 ? log.warn : log.info
  write(`${method} ${route} ${status}`, facts)
}

/** The number of a request, by which its lines in the log are found, in the answer and in what it says of an error. */
async function numbered(answer: Response, id: string): Promise<Response> {
  answer.headers.set('x-request-id', id)
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
  // What is compressed is large, and no error.
  if (answer.status < 400 || !isJson || answer.headers.has('content-encoding')) return answer
  const text = await answer.text()
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  return new Response(withNumber(text, id), { status: answer.status, headers })
}

function withNumber(text: string, id: string): string {
  if (!text.startsWith('{"')) return text
  return `{"request_id":"${id}",${text.slice(1)}`
}
