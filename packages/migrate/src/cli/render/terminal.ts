import { styleText } from 'node:util'
import type { MigrationEvent } from '../../engine/ground/events.ts'
import { bar, duration, fit, wrap } from './text.ts'

export interface Screen {
  write(text: string): void
  readonly columns: number
}

interface Running {
  readonly label: string
  readonly total: number
  readonly startedAt: number
  done: number
  detail: string
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const REDRAW_MS = 100

/**
 * Draws a run in a terminal: a line for what is done, two live lines for what runs. Reads nothing from the keyboard,
 * so that Ctrl-C reaches the engine, which ends after its batch.
 */
export function terminalRenderer(screen: Screen, now: () => number = () => performance.now()) {
  let running: Running | undefined
  let linesDrawn = 0
  let frame = 0
  let timer: NodeJS.Timeout | undefined

  const erase = () => {
    if (linesDrawn > 0) screen.write(`\x1b[${linesDrawn}A\x1b[J`)
    linesDrawn = 0
  }
  const draw = () => {
    if (running === undefined) return
    erase()
    frame += 1
    const lines = live(running, FRAMES[frame % FRAMES.length] ?? '', now(), screen.columns)
    screen.write(`${lines.join('\n')}\n`)
    linesDrawn = lines.length
  }
  const finish = (line: string) => {
    clearInterval(timer)
    erase()
    running = undefined
    screen.write(`${line}\n`)
  }

  return {
    onEvent(event: MigrationEvent): void {
      switch (event.kind) {
        case 'task-started':
          running = {
            label: event.label,
            total: event.total,
            startedAt: now(),
            done: 0,
            detail: '',
          }
          timer = setInterval(draw, REDRAW_MS)
          timer.unref()
          draw()
          return
        case 'task-progress':
          if (running === undefined) return
          running.done = event.done
          running.detail = event.detail
          return
        case 'task-finished':
          if (running !== undefined) finish(finished(running, event.detail, now(), screen.columns))
          return
        case 'task-failed':
          if (running !== undefined) {
            finish(`${styleText('red', '✖')} ${fit(running.label, screen.columns - 2)}`)
          }
          return
        case 'message':
          erase()
          screen.write(`${message(event, screen.columns)}\n`)
          draw()
      }
    },
    close(): void {
      clearInterval(timer)
      erase()
    },
  }
}

function live(task: Running, spinner: string, now: number, columns: number): readonly string[] {
  const elapsed = now - task.startedAt
  const clock = duration(elapsed)
  const head = `${styleText('cyan', spinner)} ${fit(task.label, columns - clock.length - 5).padEnd(columns - clock.length - 5)} ${styleText('dim', clock)}`
  if (task.total === 0 || task.done === 0)
    return [head, styleText('dim', `  ${fit(task.detail, columns - 3)}`)]
  const share = Math.min(1, task.done / task.total)
  const left =
    share > 0.02 && share < 1 ? `, ${duration((elapsed * (1 - share)) / share)} left` : ''
  const percent = `${Math.floor(share * 100)} %`.padStart(5)
  const width = 24
  const text = fit(`${task.detail}${left}`, columns - width - percent.length - 6)
  return [head, `  ${styleText('cyan', bar(share, width))} ${percent}  ${styleText('dim', text)}`]
}

function finished(task: Running, detail: string, now: number, columns: number): string {
  const clock = duration(now - task.startedAt).padStart(7)
  const room = columns - clock.length - 4
  const shown = detail === '' ? '' : fit(detail, Math.max(0, room - task.label.length - 2))
  const label = fit(task.label, room - (shown === '' ? 0 : shown.length + 2))
  const gap = ' '.repeat(Math.max(1, room - label.length - shown.length))
  return `${styleText('green', '✔')} ${label}${gap}${styleText('dim', `${shown} ${clock}`)}`
}

function message(event: Extract<MigrationEvent, { kind: 'message' }>, columns: number): string {
  const [mark, color] = (
    { info: ['·', 'dim'], warning: ['▲', 'yellow'], error: ['✖', 'red'] } as const
  )[event.severity]
  return `${styleText(color, mark)} ${wrap(event.text, columns - 2, 2)}`
}
