import { APPLICATION_PATH, connect, copyIn, type Database } from '@valence/db'
import { type Emit, number } from '@valence/migrate'
import {
  copyStatement,
  type DefectChoice,
  type LegacyGeneration,
  legacyAfterLoad,
  legacyBeforeLoad,
  legacyDdl,
  legacyTables,
  type TableStream,
  targetAfterLoad,
  targetBeforeLoad,
  targetTables,
} from '@valence/sample-data'
import { createTargetSchema } from '@valence/schema/growth'

/** A legacy generation, or the new schema. */
export type SampleShape = LegacyGeneration | 'target'

export interface SampleOptions {
  readonly shape: SampleShape
  /** Deals, or opportunities in the new schema; everything else follows. */
  readonly deals: number
  readonly seed?: number
  /** Of a legacy sample. */
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

interface Recipe {
  readonly label: string
  readonly before: string
  readonly streams: readonly TableStream[]
  readonly after: string
}

/**
 * Loads a sample into an empty database. Rows come in one transaction (a legacy sample's schema too): an
 * interruption leaves no half-filled tables behind.
 */
export async function loadSample(url: string, options: SampleOptions, emit: Emit): Promise<void> {
  const db = connect(url, {
    max: 1,
    applicationName: 'valence seed',
    // An old installation is filled as its own scripts would fill it.
    ...(options.shape === 'target' ? {} : { settings: { search_path: APPLICATION_PATH } }),
  })
  const { label, before, streams, after } = recipeFor(options)
  const total = streams.reduce((sum, stream) => sum + (stream.rowCount ?? 0), 0)
  const task = { task: 'sample' }
  emit({ kind: 'task-started', ...task, label, total })
  try {
    if (options.shape === 'target') await createTargetSchema(db)
    await fill(db, before, streams, after, (done, table) =>
      emit({ kind: 'task-progress', ...task, done, detail: table }),
    )
    emit({ kind: 'task-finished', ...task, detail: `${number(total)} rows` })
  } catch (error) {
    emit({ kind: 'task-failed', ...task, message: String(error) })
    throw error
  } finally {
    await db.end({ timeout: 5 })
  }
}

function recipeFor(options: SampleOptions): Recipe {
  const { shape, deals } = options
  const common = {
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.today === undefined ? {} : { today: options.today }),
  }
  if (shape === 'target') {
    return {
      label: `A sample on the new schema (${number(deals)} opportunities)`,
      before: targetBeforeLoad(),
      streams: targetTables({ opportunities: deals, ...common }),
      after: targetAfterLoad(),
    }
  }
  return {
    label: `A sample Atomic CRM (${shape.toUpperCase()}, ${number(deals)} deals)`,
    before: `${legacyDdl(shape)}\n${legacyBeforeLoad(shape)}`,
    streams: legacyTables({ generation: shape, deals, defects: options.defects, ...common }),
    after: legacyAfterLoad(shape),
  }
}

async function fill(
  db: Database,
  before: string,
  streams: readonly TableStream[],
  after: string,
  progress: (done: number, table: string) => void,
): Promise<void> {
  await db.begin(async (tx) => {
    await tx.unsafe(before)
    let done = 0
    for (const stream of streams) {
      await copyIn(tx, copyStatement(stream), stream.lines())
      done += stream.rowCount ?? 0
      progress(done, stream.table)
    }
    await tx.unsafe(after)
  })
}
