import { bodyLimit } from 'hono/body-limit'
import { refuseNoToken } from './access-token.ts'
import { dialectOf, refuse } from './answers.ts'
import { type AuthGatewayOptions, createAuthGateway } from './auth-gateway.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { passRest } from './rest-gateway.ts'
import type { ServerApp } from './server-app.ts'
import { passStorage, type StorageGatewayOptions } from './storage-gateway.ts'

const KILOBYTE = 1024
/** Largest bodies, by part: imports come in pages, files as they are. */
const MAX_BODY = {
  rest: 10 * KILOBYTE * KILOBYTE,
  auth: 64 * KILOBYTE,
  storage: 51 * KILOBYTE * KILOBYTE,
} as const

export type ApiRoutesOptions = Omit<AuthGatewayOptions, 'limiter'> & StorageGatewayOptions

/**
 * The three parts of the API that are open. Nothing else reaches Lite: its other paths tell anyone the connection's
 * password. A path counts as it was sent, so an encoded one is no way around.
 */
export function createApiRoutes(app: ServerApp, options: ApiRoutesOptions): void {
  const { forward } = options
  const passAuth = createAuthGateway({ ...options, limiter: createRateLimiter() })
  for (const part of ['rest', 'auth', 'storage'] as const) {
    const prefix = `/${part}/v1`
    app.use(`${prefix}/*`, async (c, next) => {
      if (new URL(c.req.url).pathname.startsWith(`${prefix}/`)) return next()
      return refuse(part, { status: 404, code: 'not_found', message: 'Not found' })
    })
    app.use(
      `${prefix}/*`,
      bodyLimit({
        maxSize: MAX_BODY[part],
        onError: (c) => {
          const megabytes = MAX_BODY[part] / KILOBYTE / KILOBYTE
          const message = `The body is larger than ${megabytes} MB.`
          return refuse(dialectOf(c.req.path), { status: 413, code: 'too_large', message })
        },
      }),
    )
  }
  app.all('/rest/v1/*', (c) => refuseNoToken('rest', c.req.raw) ?? passRest(c.req.raw, forward))
  app.all('/auth/v1/*', (c) => passAuth(c.req.raw, c.env.incoming.socket.remoteAddress ?? ''))
  app.all('/storage/v1/*', (c) => passStorage(c.req.raw, options))
}
