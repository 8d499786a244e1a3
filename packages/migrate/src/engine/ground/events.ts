export type Severity = 'info' | 'warning' | 'error'

/** What the engine tells whoever watches. It knows no terminal. */
export type MigrationEvent =
  | {
      readonly kind: 'task-started'
      readonly task: string
      readonly label: string
      readonly total: number
    }
  | {
      readonly kind: 'task-progress'
      readonly task: string
      readonly done: number
      readonly detail: string
    }
  | { readonly kind: 'task-finished'; readonly task: string; readonly detail: string }
  | { readonly kind: 'task-failed'; readonly task: string; readonly message: string }
  | { readonly kind: 'message'; readonly severity: Severity; readonly text: string }

export type Emit = (event: MigrationEvent) => void

/** Reports a piece of work from start to end. `progress` adds to what is done. */
export async function task<Result>(
  emit: Emit,
  options: { readonly id: string; readonly label: string; readonly total?: number },
  work: (
    progress: (done: number, detail?: string) => void,
  ) => Promise<{ result: Result; detail: string }>,
): Promise<Result> {
  emit({ kind: 'task-started', task: options.id, label: options.label, total: options.total ?? 0 })
  try {
    const { result, detail } = await work((done, text = '') =>
      emit({ kind: 'task-progress', task: options.id, done, detail: text }),
    )
    emit({ kind: 'task-finished', task: options.id, detail })
    return result
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    emit({ kind: 'task-failed', task: options.id, message })
    throw error
  }
}
