import {
  COMPLETE_SALES,
  quoteText,
  REFUSE_USED_DATABASE,
  type SampleSink,
  SET_SEQUENCES,
  setTriggers,
} from '../load-sql.ts'
import { copyStatement } from '../table-stream.ts'
import { STUDIO_NAME } from '../words/sales.ts'
import type { LegacyGeneration } from './generation.ts'
import { type LegacyOptions, legacyTables } from './tables.ts'

/**
 * Fills an empty legacy installation (`legacyDdl` has run, nobody has signed up) with the sample company.
 * Rows are stored as they are: triggers that look for avatars or touch other rows are off meanwhile.
 *
 * @throws Error of the database, for example when the installation is not empty.
 */
export async function loadLegacy(sink: SampleSink, options: LegacyOptions): Promise<void> {
  await sink.run(legacyBeforeLoad(options.generation))
  for (const stream of legacyTables(options)) {
    await sink.copy(copyStatement(stream), stream.lines())
  }
  await sink.run(legacyAfterLoad(options.generation))
}

/** SQL to run before the tables are copied. */
export function legacyBeforeLoad(generation: LegacyGeneration): string {
  return REFUSE_USED_DATABASE + setTriggers(tableNames(generation), 'disable')
}

/**
 * SQL to run after the tables were copied: sales people as the application leaves them, triggers back on,
 * sequences behind the highest id, statistics.
 */
export function legacyAfterLoad(generation: LegacyGeneration): string {
  const config = JSON.stringify({ title: STUDIO_NAME, currency: 'USD' })
  return [
    COMPLETE_SALES,
    generation === 'g8'
      ? ''
      : `update public.configuration set config = ${quoteText(config)} where id = 1;`,
    setTriggers(tableNames(generation), 'enable'),
    SET_SEQUENCES,
    `analyze ${tableNames(generation).join(', ')};`,
  ].join('\n')
}

function tableNames(generation: LegacyGeneration): readonly string[] {
  const notes =
    generation === 'g8'
      ? ['public."contactNotes"', 'public."dealNotes"']
      : ['public.contact_notes', 'public.deal_notes']
  return [
    'public.companies',
    'public.contacts',
    'public.deals',
    'public.tasks',
    'public.tags',
    'public.sales',
    ...notes,
  ]
}
