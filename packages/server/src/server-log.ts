import pino from 'pino'
import { requestScope } from './api/request-scope.ts'
import type { Log } from './log.ts'
import { openRotatingFile } from './rotating-file.ts'

/** Together with what is put aside, a server's log takes 60 MB at most. */
const SIZE = { maxBytes: 10 * 1024 * 1024, kept: 5 }
const LONGEST_TEXT = 1_000

/** What a text may hold by accident: tokens, keys, signed addresses, passwords in connection URLs, hashes. */
const SECRETS: readonly [RegExp, string][] = [
  [/eyJ[\w-]+(?:\.[\w-]*){0,2}/g, '[token]'],
  [/sb_(?:secret|publishable)_[\w-]+/g, '[key]'],
  [/([?&#](?:token|access_token|refresh_token|token_hash)=)[^&\s"']+/gi, '$1[token]'],
  [/(\w+:\/\/[^:@/\s]*:)[^@\s]+@/g, '$1[password]@'],
  [/\$2[aby]\$\d\d\$[./\w]+/g, '[hash]'],
]

/** A log in a file that never fills the disk. */
export interface ServerLog extends Log {
  close(): void
}

/** Opens a log of JSON lines with severity and time; each line of a request has its number and its user. */
export function openServerLog(file: string): ServerLog {
  const destination = openRotatingFile(file, SIZE)
  const log = pino(
    {
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (severity) => ({ severity }) },
      mixin: () => {
        const scope = requestScope()
        return scope === undefined ? {} : { request: scope.id, user: scope.user }
      },
    },
    destination,
  )
  const write =
    (severity: 'info' | 'warn' | 'error') =>
    (message: string, facts: Readonly<Record<string, unknown>> = {}): void =>
      log[severity](shown(facts), shownText(message))
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    close: () => destination.close(),
  }
}

function shown(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shownValue(value)]))
}

function shownValue(value: unknown): unknown {
  if (value instanceof Error) return shownText(value.message)
  return typeof value === 'string' ? shownText(value) : value
}

function shownText(text: string): string {
  const open = SECRETS.reduce((left, [pattern, word]) => left.replace(pattern, word), text)
  return open.length > LONGEST_TEXT ? `${open.slice(0, LONGEST_TEXT)}…` : open
}
