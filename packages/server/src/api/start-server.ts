import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import type { EmailDriver } from '@supabase/lite'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { z } from 'zod'
import { messageOf } from '../errors.ts'
import { homePaths } from '../home-paths.ts'
import { readJsonFile, writePrivateJsonFile } from '../json-file.ts'
import { type Log, silentLog } from '../log.ts'
import { openAccounts } from '../sign-in/accounts.ts'
import { clientAddresses } from '../sign-in/client-address.ts'
import { createDevices } from '../sign-in/devices.ts'
import { hashInWorkers } from '../sign-in/passwords.ts'
import { type ApiKeys, loadApiKeys } from './api-keys.ts'
import { type ApiRoutesOptions, createApiRoutes } from './api-routes.ts'
import { serveCrm } from './crm-files.ts'
import { createFileStore } from './file-store.ts'
import { openDoor } from './front-door.ts'
import { createGate } from './gate.ts'
import { startLiveBackend } from './live-backend.ts'
import { createOutbox } from './outbox.ts'
import { watchConsole } from './quiet-console.ts'
import type { ServerApp } from './server-app.ts'

/** Tried first, next to the database's own. */
const PREFERRED_PORT = 54_330
/** Opened as they are needed; a server of ours takes a hundred, the smallest project of Supabase sixty. */
const MAX_CONNECTIONS = 16

export interface StartServerOptions {
  /** As the role `valence_api`, to a prepared database (see `openStack`). */
  readonly databaseUrl: string
  /** Folder of the installation, for generated keys, uploaded files and mails. */
  readonly home: string
  /** Keys of the API and uploaded files, where they are not in the home folder: several servers of one CRM share them. */
  readonly keysFile?: string
  readonly filesFolder?: string
  /** The built CRM. Without a build, `/` says how to make one. */
  readonly publicDir: string
  /** Address to listen on; 127.0.0.1 unless said otherwise. */
  readonly host?: string
  /** Port to listen on; without it the last one, or a free one. */
  readonly port?: number
  /** Where people reach the CRM, when that is not where the server listens: in links of mails. */
  readonly publicUrl?: string
  /** Names under which others reach this server, besides localhost and addresses. */
  readonly allowedHosts?: readonly string[]
  /** One more origin whose pages may call the API, for a development server of the front end. */
  readonly corsOrigin?: string
  /** Addresses or networks of proxies before this server, separated by commas; else VALENCE_TRUSTED_PROXIES. */
  readonly trustedProxies?: string
  /** Sends mails; without it they are put into `<home>/outbox`. */
  readonly email?: EmailDriver
  /** A request's statement is ended after this time; 15 seconds unless said otherwise. */
  readonly statementTimeoutMs?: number
  /** Adds routes, for example `/ops/v1`; they come before the pages of the CRM. */
  readonly routes?: (app: ServerApp) => void
  readonly log?: Log
  /** What is underway at the end has this time to be answered; 3 seconds unless said otherwise. */
  readonly closeGraceMs?: number
}

/** The running server. */
export interface RunningServer {
  /** Where the CRM is. */
  readonly url: string
  /** For browsers and other clients of the API. */
  readonly publishableKey: string
  /** For trusted programs of this installation only. */
  readonly secretKey: string
  /** For WebSockets and the like. */
  readonly server: Server
  /** Reads the schema anew and waits until requests use it; `NOTIFY pgrst` does the same without waiting. */
  reloadSchema(): Promise<void>
  stop(): Promise<void>
}

/**
 * Serves the CRM and a Supabase-compatible API on one origin.
 *
 * @throws StackError `database-unreachable` or `port-in-use`
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const log = options.log ?? silentLog
  const { host = '127.0.0.1', closeGraceMs = 3_000 } = options
  const addressOf = clientAddresses(
    options.trustedProxies ?? process.env['VALENCE_TRUSTED_PROXIES'] ?? '',
  )
  const paths = homePaths(options.home)
  mkdirSync(paths.home, { recursive: true })
  const keys = loadApiKeys(options.keysFile ?? paths.keysFile)
  const door = await openDoor(host, options.port, lastPort(paths.serverFile))
  const url = `http://${isWildcard(host) ? 'localhost' : bracketed(host)}:${door.port}`
  const unwatch = watchConsole()
  const backendOptions = {
    databaseUrl: options.databaseUrl,
    keys,
    siteUrl: options.publicUrl ?? url,
    files: createFileStore(options.filesFolder ?? paths.filesDir),
    email: options.email ?? createOutbox(paths.outboxDir, log),
    maxConnections: MAX_CONNECTIONS,
    statementTimeoutMs: options.statementTimeoutMs ?? 15_000,
  }
  const accounts = openAccounts(options.databaseUrl)
  hashInWorkers()
  try {
    const live = await startLiveBackend(backendOptions, log)
    const app = createApp(
      options,
      keys,
      {
        forward: (request) => live.fetch(request),
        accounts,
        devices: createDevices(keys.jwtSecret),
        jwtSecret: keys.jwtSecret,
        isReady: () => live.isReady(),
        log,
      },
      log,
    )
    const { allowedHosts = [], corsOrigin, publicUrl } = options
    const publicHost = publicUrl === undefined ? [] : [new URL(publicUrl).hostname]
    door.open(
      createGate(app, {
        allowedHosts: [...allowedHosts, host, ...publicHost],
        corsOrigin,
        addressOf,
        log,
      }),
    )
    writePrivateJsonFile(paths.serverFile, { url, pid: process.pid })
    return {
      url,
      publishableKey: keys.publishableKey,
      secretKey: keys.secretKey,
      server: door.server,
      reloadSchema: () => live.reload(),
      stop: async () => {
        await door.close(closeGraceMs)
        await live.stop()
        await accounts.end()
        unwatch()
      },
    }
  } catch (error) {
    await door.close(closeGraceMs)
    await accounts.end()
    unwatch()
    throw error
  }
}

/** Where an error came from, without the texts that an error of the driver carries. */
function placeOf(error: Error): string {
  return (error.stack ?? '').split('\n').slice(1, 4).join(' ').trim()
}

interface Backing extends ApiRoutesOptions {
  readonly isReady: () => Promise<boolean>
}

function createApp(
  options: StartServerOptions,
  keys: ApiKeys,
  backing: Backing,
  log: Log,
): ServerApp {
  const app: ServerApp = new Hono()
  app.onError((error) => {
    log.error(`A request failed: ${messageOf(error)}`, {
      event: 'request-failed',
      place: placeOf(error),
    })
    const message = 'Something went wrong here. The log of the server tells more.'
    return Response.json({ code: 'internal', message }, { status: 500 })
  })
  app.use(compress())
  addStatus(app, keys, backing.isReady)
  options.routes?.(app)
  createApiRoutes(app, backing)
  app.all('*', (c) => serveCrm(options.publicDir, c.req.raw))
  return app
}

function addStatus(app: ServerApp, keys: ApiKeys, isReady: () => Promise<boolean>): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const ready = await isReady()
    return c.json({ status: ready ? 'ready' : 'database away' }, ready ? 200 : 503)
  })
  app.get('/config.json', (c) =>
    // On the page's own origin, whatever a proxy makes of it.
    c.json({ supabaseUrl: '/', publishableKey: keys.publishableKey }),
  )
}

function lastPort(file: string): number {
  const last = readJsonFile(file, z.object({ url: z.string().url() }))
  return last === null ? PREFERRED_PORT : Number(new URL(last.url).port) || PREFERRED_PORT
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
