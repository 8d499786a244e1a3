import { App, type EmailDriver, setExperimental } from '@supabase/lite'
import type { ApiKeys } from './api-keys.ts'
import { learnArrayTypes } from './array-types.ts'
import { attempt } from './attempt.ts'
import type { FileStore } from './file-store.ts'
import { createApiConnection } from './lite-connection.ts'
import { readTimeLimits, type TimeLimits, withTimeLimit } from './time-limits.ts'

/** Reading the catalog takes a tenth of a second; a database under full load may need more. */
const BUILD_TIMEOUT_MS = 15_000

export interface BackendOptions {
  /** As the role `valence_api`. */
  readonly databaseUrl: string
  readonly keys: ApiKeys
  /** Address of the CRM, for links in mails. */
  readonly siteUrl: string
  readonly files: FileStore
  readonly email: EmailDriver
  readonly maxConnections: number
  readonly statementTimeoutMs: number
}

/** One Lite with its own connections: ready, and replaceable as a whole. */
export interface Backend {
  fetch(request: Request): Promise<Response>
  /** Closes the connections; what still runs on them is given some seconds. */
  end(): Promise<void>
}

/**
 * Builds a Lite and reads the catalog, so that the first requests find it warm: left cold, parallel first requests
 * fail with "tuple concurrently updated".
 *
 * @param name of its connections, in the database's list of them
 * @param onClose called when one of its connections closes
 */
export async function buildBackend(
  options: BackendOptions,
  name: string,
  onClose: () => void,
): Promise<Backend> {
  setExperimental('storage', true)
  const connection = createApiConnection({
    url: options.databaseUrl,
    name,
    maxConnections: options.maxConnections,
    statementTimeoutMs: options.statementTimeoutMs,
    onClose,
  })
  const app = new App({ connection, ...configOf(options) })
  app._storageAdapter = options.files
  const sql = connection.driver
  let limits: TimeLimits = new Map()
  try {
    await app.init()
    await attempt(async () => {
      await learnArrayTypes(sql)
      limits = await readTimeLimits(sql)
      await connection.introspect({ useCache: false })
    }, BUILD_TIMEOUT_MS)
  } catch (error) {
    // Not waited for: a lost connection may never say that it is closed.
    void sql.end({ timeout: 1 })
    throw error
  }
  return {
    // No address: whoever asks gets what their keys give, never what Lite's local admin mode would.
    fetch: (request) =>
      withTimeLimit(limits.get(new URL(request.url).pathname), () =>
        app.fetch(request, { peerAddress: null }),
      ),
    end: () => sql.end({ timeout: 5 }),
  }
}

function configOf(options: BackendOptions) {
  const { keys, siteUrl } = options
  return {
    // As on hosted Supabase; a longer list is read in pages.
    api: { enabled: true, schemas: ['public'], max_rows: 1000 },
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
      site_url: siteUrl,
      additional_redirect_urls: [siteUrl],
      enable_anonymous_sign_ins: false,
      minimum_password_length: 8,
      email: { enable_confirmations: false, otp_length: 10 },
    },
    storage: { enabled: true, file_size_limit: '50MiB' },
    studio: { enabled: false },
    db: { migrations: { enabled: false } },
    options: {
      server: { admin: false, disableStudio: true },
      drivers: { email: options.email },
    },
  }
}
