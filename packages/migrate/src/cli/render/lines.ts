import type { MigrationEvent } from '../../engine/ground/events.ts'
import { duration, number } from './text.ts'

const EVERY_MS = 5_000

interface Task {
  readonly label: string
  readonly total: number
  readonly startedAt: number
  toldAt: number
}

/** Plain lines for a log, a pipe or a dumb terminal: each start and end, and progress every few seconds. */
export function lineRenderer(
  write: (line: string) => void,
  now: () => number = () => performance.now(),
) {
  let task: Task | undefined
  return {
    onEvent(event: MigrationEvent): void {
      if (event.kind === 'task-started') {
        task = { label: event.label, total: event.total, startedAt: now(), toldAt: now() }
        return
      }
      const line = event.kind === 'message' ? messageLine(event) : taskLine(event, task, now())
      if (line !== undefined) write(line)
    },
    close(): void {},
  }
}

function taskLine(
  event: Exclude<MigrationEvent, { kind: 'message' | 'task-started' }>,
  task: Task | undefined,
  now: number,
): string | undefined {
  if (task === undefined) return undefined
  if (event.kind === 'task-failed') return `FAILED  ${task.label}`
  if (event.kind === 'task-finished') {
    const detail = event.detail === '' ? '' : ` - ${event.detail}`
    return `ok  ${task.label}${detail} (${duration(now - task.startedAt)})`
  }
  if (now - task.toldAt < EVERY_MS) return undefined
  task.toldAt = now
  return `  ${task.label}: ${number(event.done)} of ${number(task.total)} rows (${event.detail})`
}

function messageLine(event: Extract<MigrationEvent, { kind: 'message' }>): string {
  return event.severity === 'info' ? event.text : `${event.severity.toUpperCase()}  ${event.text}`
}
