import type { Draw } from './random.ts'
import { DAY_MS, HISTORY_DAYS, HOUR_MS, MINUTE_MS, type World } from './world.ts'

/** The start of the recorded history, in milliseconds since 1970. */
export function historyStart(world: World): number {
  return world.today - HISTORY_DAYS * DAY_MS
}

/** A moment of the working day that contains `instant` (weekends move to the Friday before). UTC. */
export function atWork(instant: number, draw: Draw): number {
  const day = Math.floor(instant / DAY_MS)
  const weekday = (day + 4) % 7 // 1970-01-01 was a Thursday; 0 is Sunday
  const back = weekday === 6 ? 1 : weekday === 0 ? 2 : 0
  const minutes = draw.int(7 * 60 + 30, 17 * 60 + 59)
  return (day - back) * DAY_MS + minutes * MINUTE_MS + draw.int(0, 59_999)
}

/** Text of a `timestamptz`, for example `2026-11-02 09:30:00.000+00`. */
export function timestampText(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, -1).replace('T', ' ')}+00`
}

/** Text of a `date`: the UTC day. */
export function dayText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}

/** Midnight UTC of the day that contains `instant`. */
export function midnight(instant: number): number {
  return Math.floor(instant / DAY_MS) * DAY_MS
}

/** `instant`, but not in the future. */
export function pastOnly(world: World, instant: number): number {
  return Math.min(instant, world.now - HOUR_MS / 4)
}
