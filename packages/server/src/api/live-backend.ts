import { setTimeout as delay } from 'node:timers/promises'
import { connect } from '@valence/db'
import { messageOf, StackError } from '../errors.ts'
import type { Log } from '../log.ts'
import { dialectOf, refuse } from './answers.ts'
import type { BackendOptions } from './backend.ts'
import { UNREACHABLE_HEADER } from './database-errors.ts'
import { guardDriverCrashes } from './driver-crashes.ts'
import { quietly } from './quiet-console.ts'
import { whoAsks } from './request-scope.ts'
import { openSlot, type Slot } from './slot.ts'
import { createTurns, PoolFull, type Turns } from './turns.ts'
import { openWatch, type Watch } from './watch.ts'

const HEALTH_CHECK_MS = 1_000
/** A read that met a dead connection is asked again this often, and waits so long for new connections. */
const READ_RETRIES = 3
const RETRY_WAIT_MS = 3_000

/** A backend that is exchanged when its connections die or the schema changes, without a failed read. */
export interface LiveBackend {
  /** Answers a request; 503 when the database is away or all connections are taken, 504 when it takes too long. */
  fetch(request: Request): Promise<Response>
  /** True when the database answers now. */
  isReady(): Promise<boolean>
  /** Reads the catalog anew and learns new types. Waits until requests use it. */
  reload(): Promise<void>
  stop(): Promise<void>
}

/** Why a backend is exchanged. */
const LOST = 'a connection to the database was lost'
const CHANGED = 'the schema changed'
type Reason = typeof LOST | typeof CHANGED

/** Requests that have waited longer than this are told to come back. */
const MAX_WAIT_MS = 10_000
const MAX_WAITING = 100

/**
 * Starts a backend and keeps one alive: watched from beside, exchanged when a connection is lost, and rebuilt when
 * someone says `NOTIFY pgrst`, as PostgREST does.
 *
 * @throws StackError `database-unreachable`
 */
export async function startLiveBackend(options: BackendOptions, log: Log): Promise<LiveBackend> {
  const live = new Exchange(options, log)
  await live.start()
  return live
}

class Exchange implements LiveBackend {
  readonly #options: BackendOptions
  readonly #log: Log
  readonly #listener: ReturnType<typeof connect>
  readonly #watch: Watch
  readonly #turns: Turns
  #slot: Slot | null = null
  #exchange: Promise<void> | null = null
  #next: Reason | null = null
  #isStopped = false
  #isChecking = false
  /** The last exchange failed. */
  #isOwed = false
  #timer: NodeJS.Timeout | null = null
  #unguard: (() => void) | null = null

  constructor(options: BackendOptions, log: Log) {
    this.#options = options
    this.#log = log
    this.#listener = connect(options.databaseUrl, {
      max: 1,
      applicationName: 'valence-api-listen',
    })
    this.#watch = openWatch(options.databaseUrl)
    this.#turns = createTurns({
      capacity: options.maxConnections,
      maxWaitMs: MAX_WAIT_MS,
      maxWaiting: MAX_WAITING,
    })
  }

  async start(): Promise<void> {
    this.#unguard = guardDriverCrashes(() => this.#renewSoon(LOST))
    try {
      this.#slot = await this.#open()
      await this.#listener.listen(
        'pgrst',
        () => this.#renewSoon(CHANGED),
        // Called again when the listener itself was cut off: what was said meanwhile was not heard.
        () => {
          if (this.#timer !== null) this.#renewSoon(CHANGED)
        },
      )
    } catch (cause) {
      await this.stop()
      throw new StackError(
        'database-unreachable',
        `The API cannot use its database: ${messageOf(cause)}.`,
        { hint: 'Check that the server runs and that openStack has prepared the database.', cause },
      )
    }
    this.#timer = setInterval(() => void this.#check(), HEALTH_CHECK_MS)
    this.#timer.unref()
    await this.#warnOfOpenTables()
  }

  async fetch(request: Request): Promise<Response> {
    try {
      const end = await this.#turns.take(whoAsks())
      return await this.#askUntilAnswered(request).finally(end)
    } catch (error) {
      if (error instanceof PoolFull) return refuse(dialectOf(new URL(request.url).pathname), FULL)
      throw error
    }
  }

  async #askUntilAnswered(request: Request): Promise<Response> {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    for (let retries = isRead ? READ_RETRIES : 0; ; retries -= 1) {
      const response = await this.#answer(retries > 0 ? request.clone() : request)
      if (retries === 0 || !isAway(response)) return published(response)
      await Promise.race([this.#renew(LOST), delay(RETRY_WAIT_MS)])
    }
  }

  async isReady(): Promise<boolean> {
    return this.#slot !== null && (await this.#watch.busy('')) !== null
  }

  reload(): Promise<void> {
    return this.#renew(CHANGED)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#exchange
    await Promise.all([this.#listener.end({ timeout: 1 }), this.#watch.end(), this.#slot?.end()])
    this.#slot = null
    this.#unguard?.()
  }

  /** Of tables without row security, rights are the only guard; usually it was forgotten. */
  async #warnOfOpenTables(): Promise<void> {
    const rows = await this.#listener<{ name: string }[]>`
      select c.oid::regclass::text as name
      from pg_catalog.pg_class as c
      where c.relnamespace = to_regnamespace('public')
        and c.relkind in ('r', 'p')
        and not c.relrowsecurity
        and has_table_privilege('anon', c.oid, 'select')
      order by c.relname
    `
    if (rows.length === 0) return
    const names = rows.map(({ name }) => name).join(', ')
    this.#log.warn(`Tables without row level security, which anyone may read: ${names}.`)
  }

  async #answer(request: Request): Promise<Response> {
    const slot = this.#slot
    if (slot !== null) return quietly(this.#log, () => slot.fetch(request))
    return refuse(dialectOf(new URL(request.url).pathname), AWAY)
  }

  async #check(): Promise<void> {
    const slot = this.#slot
    if (this.#isChecking || this.#exchange !== null) return
    if (slot === null || this.#isOwed) return this.#renew(LOST)
    this.#isChecking = true
    const isStuck = await slot.isStuck().finally(() => {
      this.#isChecking = false
    })
    if (isStuck) await this.#renew(LOST)
  }

  #renewSoon(reason: Reason): void {
    void this.#renew(reason)
  }

  /** One exchange at a time. A reason that comes up during one asks for one more, because it may have come too late. */
  #renew(reason: Reason): Promise<void> {
    this.#next = this.#next ?? reason
    this.#exchange ??= this.#exchangeWhileAsked().finally(() => {
      this.#exchange = null
    })
    return this.#exchange
  }

  async #exchangeWhileAsked(): Promise<void> {
    while (this.#next !== null && !this.#isStopped) {
      const reason = this.#next
      this.#next = null
      try {
        const fresh = await this.#open()
        const old = this.#slot
        this.#slot = fresh
        this.#isOwed = false
        this.#log.info(`The API has new connections, because ${reason}.`, {
          event: 'backend-exchanged',
        })
        void old?.retire()
      } catch (error) {
        // The check tries again in a second.
        this.#isOwed = true
        this.#log.warn(`The API could not make new connections: ${messageOf(error)}.`)
      }
    }
  }

  #open(): Promise<Slot> {
    const onLoss = (): void => {
      if (!this.#isStopped) this.#renewSoon(LOST)
    }
    return quietly(this.#log, () => openSlot(this.#options, this.#watch, onLoss))
  }
}

const AWAY = {
  status: 503,
  code: 'PGRST001',
  message: 'The database does not answer. Try again in a moment.',
  headers: { 'Retry-After': '1' },
} as const

/** Nothing was done with the request, so it may be sent again as it is. */
const FULL = {
  status: 503,
  code: 'PGRST003',
  message: 'The server is busy, and nothing was done. Try again in a moment.',
  headers: { 'Retry-After': '2' },
} as const

function isAway(response: Response): boolean {
  return response.headers.has(UNREACHABLE_HEADER)
}

function published(response: Response): Response {
  if (isAway(response)) response.headers.delete(UNREACHABLE_HEADER)
  return response
}
