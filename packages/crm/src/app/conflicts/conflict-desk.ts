import type { Conflict } from '../../providers/commons/conflict.ts'

/** Keep one's own values, take those of the other person, or go back and look again. */
export type Resolution = 'mine' | 'theirs' | 'back'

export interface OpenConflict {
  readonly conflict: Conflict
  readonly resolve: (resolution: Resolution) => void
}

/** Where a save that met someone else's waits for its user. One question at a time, in the order they came. */
export interface ConflictDesk {
  ask(conflict: Conflict): Promise<Resolution>
  /** The question to show now, or null. */
  current(): OpenConflict | null
  subscribe(onChange: () => void): () => void
}

export function createConflictDesk(): ConflictDesk {
  let queue: readonly OpenConflict[] = []
  const listeners = new Set<() => void>()
  const setQueue = (next: readonly OpenConflict[]) => {
    queue = next
    for (const listener of listeners) listener()
  }
  return {
    ask: (conflict) =>
      new Promise((answer) => {
        const open: OpenConflict = {
          conflict,
          resolve: (resolution) => {
            setQueue(queue.filter((other) => other !== open))
            answer(resolution)
          },
        }
        setQueue([...queue, open])
      }),
    current: () => queue[0] ?? null,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
