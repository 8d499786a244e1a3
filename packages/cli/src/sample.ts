import { connect, copyIn, type Emit } from '@valence/migrate'
import {
  copyStatement,
  type DefectChoice,
  type LegacyGeneration,
  legacyAfterLoad,
  legacyBeforeLoad,
  legacyDdl,
  legacyTables,
} from '@valence/sample-data'

export interface SampleOptions {
  readonly generation: LegacyGeneration
  readonly deals: number
  readonly seed?: number
  readonly defects: DefectChoice
  /** A day (YYYY-MM-DD) around which the dates of the sample lie. */
  readonly today?: string
}

/** What a database holds, as far as a start is concerned. */
export type Content = 'nothing' | 'legacy' | 'target'

export async function contentOf(url: string): Promise<Content> {
  const db = connect(url, { max: 1, applicationName: 'valence' })
  try {
    const [found] = await db<{ content: Content }[]>`
      select case
        when exists (
          select from pg_class
          where relnamespace = 'public'::regnamespace and relname = 'opportunities' and relkind = 'r'
        ) then 'target'
        when to_regclass('public.deals') is not null then 'legacy'
        else 'nothing'
      end as content`
    return found?.content ?? 'nothing'
  } finally {
    await db.end({ timeout: 5 })
  }
}

/** Loads a sample installation of Atomic CRM in one transaction: an interruption leaves the database empty. */
export async function loadSample(url: string, options: SampleOptions, emit: Emit): Promise<void> {
  const db = connect(url, { max: 1, applicationName: 'valence seed' })
  const streams = legacyTables(options)
  const total = streams.reduce((sum, stream) => sum + (stream.rowCount ?? 0), 0)
  const task = { task: 'sample' }
  emit({
    kind: 'task-started',
    ...task,
    label: `A sample Atomic CRM (${options.generation.toUpperCase()}, ${options.deals.toLocaleString('en-US')} deals)`,
    total,
  })
  try {
    await db.begin(async (tx) => {
      await tx.unsafe(legacyDdl(options.generation))
      await tx.unsafe(legacyBeforeLoad(options.generation))
      let done = 0
      for (const stream of streams) {
        await copyIn(tx, copyStatement(stream), stream.lines())
        done += stream.rowCount ?? 0
        emit({ kind: 'task-progress', ...task, done, detail: stream.table })
      }
      await tx.unsafe(legacyAfterLoad(options.generation))
    })
    emit({ kind: 'task-finished', ...task, detail: `${total.toLocaleString('en-US')} rows` })
  } catch (error) {
    emit({ kind: 'task-failed', ...task, message: String(error) })
    throw error
  } finally {
    await db.end({ timeout: 5 })
  }
}
