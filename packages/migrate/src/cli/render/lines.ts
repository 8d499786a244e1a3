import type { MigrationEvent } from '../../engine/events.ts'
import { duration, number } from './text.ts'

const EVERY_MS = 5_000

/** Plain lines for a log, a pipe or a dumb terminal: each start and end, and progress every few seconds. */
export function lineRenderer(
  write: (line: string) => void,
  now: () => number = () => performance.now(),
) {
  let task: { label: string; total: number; startedAt: number; toldAt: number } | undefined
  return {
    onEvent(event: MigrationEvent): void {
      switch (event.kind) {
        case 'task-started':
          task = { label: event.label, total: event.total, startedAt: now(), toldAt: now() }
          return
        case 'task-progress':
          if (task === undefined || now() - task.toldAt < EVERY_MS) return
          task.toldAt = now()
          write(
            `  ${task.label}: ${number(event.done)} of ${number(task.total)} rows (${event.detail})`,
          )
          return
        case 'task-finished':
          if (task === undefined) return
          write(
            `ok  ${task.label}${event.detail === '' ? '' : ` - ${event.detail}`} (${duration(now() - task.startedAt)})`,
          )
          return
        case 'task-failed':
          write(`FAILED  ${task?.label ?? event.task}`)
          return
        case 'message':
          write(
            `${event.severity === 'info' ? '' : `${event.severity.toUpperCase()}  `}${event.text}`,
          )
      }
    },
    close(): void {},
  }
}
