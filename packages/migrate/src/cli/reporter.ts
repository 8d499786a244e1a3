import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { OperatorError } from '@valence/db'
import pino from 'pino'
import type { Emit, MigrationEvent } from '../engine/ground/events.ts'
import { lineRenderer } from './render/lines.ts'
import { forTerminal, jsonText, visibleJson, visibleLines } from './render/shown.ts'
import { terminalRenderer } from './render/terminal.ts'

/** Where a command's words go: people's text, machine's JSON, and the log file. */
export interface Reporter {
  readonly emit: Emit
  /** For people: stdout, or stderr where stdout is for a machine. */
  say(text: string): void
  warn(text: string): void
  /** For machines; nothing without `--json`. */
  result(value: unknown): void
  fail(error: OperatorError): void
  close(): Promise<void>
}

export interface ReporterOptions {
  readonly isJson: boolean
  /** Empty for a command that only shows something. */
  readonly logFile: string
  readonly command: string
}

export function createReporter(options: ReporterOptions): Reporter {
  const people = options.isJson ? process.stderr : process.stdout
  const log = openLog(options)
  const renderer =
    people.isTTY === true && process.env['TERM'] !== 'dumb'
      ? terminalRenderer({
          write: (text) => people.write(text),
          get columns() {
            return Math.max(40, people.columns)
          },
        })
      : lineRenderer((line) => people.write(`${line}\n`))
  const emit: Emit = (event) => {
    logEvent(log, event)
    renderer.onEvent(forTerminal(event))
  }
  return {
    emit,
    say: (text) => void people.write(`${visibleLines(text)}\n`),
    warn: (text) => emit({ kind: 'message', severity: 'warning', text }),
    result: (value) => {
      if (options.isJson) process.stdout.write(jsonText(value))
    },
    fail(error) {
      renderer.close()
      log.error(
        { code: error.code, object: error.object, hint: error.hint, exitCode: error.exitCode },
        error.message,
      )
      const { code, message, object, hint, exitCode } = error
      const shown = forTerminal({ message, object: object ?? '', hint, log: options.logFile })
      const lines = [
        `Error ${code}: ${shown.message}`,
        ...(shown.object === '' ? [] : [`  Where: ${shown.object}`]),
        `  Next:  ${shown.hint}`,
        ...(log.isLevelEnabled('error') && options.logFile !== '' ? [`  Log:   ${shown.log}`] : []),
      ]
      process.stderr.write(`${lines.join('\n')}\n`)
      if (options.isJson) {
        process.stdout.write(jsonText({ error: { code, message, object, hint, exitCode } }))
      }
    },
    close: async () => {
      renderer.close()
      await new Promise<void>((resolve) => {
        log.flush(() => resolve())
      })
    },
  }
}

function openLog({ logFile, command }: ReporterOptions): pino.Logger {
  if (logFile === '') return pino({ enabled: false })
  mkdirSync(path.dirname(path.resolve(logFile)), { recursive: true })
  const destination = pino.destination({ dest: path.resolve(logFile), sync: true, mode: 0o600 })
  return pino(
    {
      base: { command },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: (label) => ({ severity: label }) },
      // A log is read in a terminal, too.
      hooks: { streamWrite: visibleJson },
    },
    destination,
  )
}

function logEvent(log: pino.Logger, event: MigrationEvent): void {
  switch (event.kind) {
    case 'task-started':
      log.info({ task: event.task, rows: event.total }, event.label)
      return
    case 'task-progress':
      log.debug({ task: event.task, rows: event.done }, event.detail)
      return
    case 'task-finished':
      log.info({ task: event.task }, event.detail === '' ? 'done' : event.detail)
      return
    case 'task-failed':
      log.error({ task: event.task }, event.message)
      return
    case 'message':
      log[event.severity === 'warning' ? 'warn' : event.severity]({}, event.text)
  }
}
