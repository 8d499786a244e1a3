import { AsyncLocalStorage } from 'node:async_hooks'
import { inspect } from 'node:util'
import type { Log } from '../log.ts'

const METHODS = ['log', 'info', 'warn', 'error'] as const
type Method = (typeof METHODS)[number]
type Print = (...args: unknown[]) => void

const destination = new AsyncLocalStorage<Log>()
const answered = new WeakSet<object>()
let users = 0
let originals: Record<Method, Print> | null = null

/**
 * Lite writes to the console: each refused statement with its values, and each internal error. From here on, and
 * until the function that is returned is called, what it writes within `quietly` goes to the log instead, and an
 * error whose answer tells the caller goes nowhere. Other output of the process is not touched.
 */
export function watchConsole(): () => void {
  users += 1
  if (users === 1) watch()
  return () => {
    users -= 1
    if (users === 0) unwatch()
  }
}

/** Runs work whose console output belongs to the log. */
export function quietly<T>(log: Log, work: () => T): T {
  return destination.run(log, work)
}

/** Marks an error as told to the caller. Lite prints it, perhaps after the driver has lost track of the request. */
export function markAnswered<T>(error: T): T {
  if (typeof error === 'object' && error !== null) answered.add(error)
  return error
}

function watch(): void {
  const before = {} as Record<Method, Print> // filled below for every method
  const target = globalThis.console
  for (const method of METHODS) {
    before[method] = target[method]
    target[method] = (...args: unknown[]) => {
      if (isKnown(args[0])) return
      const log = destination.getStore()
      if (log === undefined) before[method](...args)
      else log[method === 'log' ? 'info' : method](textOf(args))
    }
  }
  originals = before
}

function unwatch(): void {
  if (originals !== null) Object.assign(globalThis.console, originals)
  originals = null
}

/** Errors that were answered; and Lite's notice that its storage is new, which is why this package tests it. */
function isKnown(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('EXPERIMENTAL FEATURES ENABLED')
  return typeof value === 'object' && value !== null && answered.has(value)
}

function textOf(args: readonly unknown[]): string {
  return args
    .map((arg) => {
      if (typeof arg === 'string') return arg
      // The message alone: an error of the driver carries the statement and its values.
      return arg instanceof Error ? arg.message : inspect(arg, { depth: 1 })
    })
    .join(' ')
}
