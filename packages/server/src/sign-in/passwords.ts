import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

/** One core is for requests. */
const WORKERS = Math.max(1, Math.min(4, availableParallelism() - 1))
/** A hundred people who come to work at nine are let in within seconds; more than these are told to come back. */
const MAX_WAITING = 200

/** So many wait for their password to be checked that one more would not be answered in time. */
export class PasswordQueueFull extends Error {}

type Question =
  | { readonly password: string; readonly hash: string }
  | { readonly password: string; readonly cost: number }

interface Job {
  readonly question: Question
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

/** The process has one pool, however many servers it runs. */
const waiting: Job[] = []
const idle: Worker[] = []
let running = 0

/** What has just been proven, so that Lite does not compute it a second time. */
const proven = new AsyncLocalStorage<{ readonly password: string; readonly hash: string }>()

/**
 * Whether a password belongs to a bcrypt hash; worked out in a worker thread.
 *
 * @throws PasswordQueueFull
 */
export async function isRightPassword(password: string, hash: string): Promise<boolean> {
  return (await ask({ password, hash })) === true
}

/** Runs work in which this password is known to belong to this hash. */
export function withProvenPassword<T>(password: string, hash: string, work: () => T): T {
  return proven.run({ password, hash }, work)
}

/**
 * Lite computes hashes with bcryptjs on the main thread, where everybody waits for them; from here on it asks the workers.
 * The module is the one that Lite loads, because both name the same version.
 */
export function hashInWorkers(): void {
  Object.assign(bcrypt, {
    compare: async (password: string, hash: string) => {
      const known = proven.getStore()
      if (known?.password === password && known.hash === hash) return true
      return isRightPassword(password, hash)
    },
    hash: (password: string, cost: number) => ask({ password, cost }),
  })
}

function ask(question: Question): Promise<unknown> {
  if (waiting.length >= MAX_WAITING) {
    return Promise.reject(new PasswordQueueFull('Too many people sign in at this moment.'))
  }
  return new Promise((resolve, reject) => {
    waiting.push({ question, resolve, reject })
    next()
  })
}

function next(): void {
  const job = waiting[0]
  if (job === undefined) return
  const worker = idle.pop() ?? (running < WORKERS ? startWorker() : null)
  if (worker === null) return
  waiting.shift()
  give(worker, job)
}

function startWorker(): Worker {
  running += 1
  const worker = new Worker(new URL('./password-worker.mjs', import.meta.url), { execArgv: [] })
  worker.once('exit', () => {
    running -= 1
    const place = idle.indexOf(worker)
    if (place >= 0) idle.splice(place, 1)
    next()
  })
  // Not what keeps the process alive.
  worker.unref()
  return worker
}

function give(worker: Worker, job: Job): void {
  const onError = (error: Error): void => job.reject(error)
  worker.once('error', onError)
  worker.once('message', (answer) => {
    worker.off('error', onError)
    idle.push(worker)
    job.resolve(answer)
    next()
  })
  worker.postMessage(job.question)
}
