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
import { type TargetOptions, targetTables } from './tables.ts'

const TABLES = [
  ...[
    'companies',
    'contacts',
    'contact_organizations',
    'contact_notes',
    'opportunities',
    'opportunity_contacts',
  ],
  ...[
    'opportunity_participants',
    'opportunity_notes',
    'activities',
    'interaction_participants',
    'tasks',
    'tags',
    'sales',
  ],
].map((table) => `public.${table}`)

/**
 * Fills a database that has the target schema and no user yet with the sample company. The triggers that keep
 * old and new shapes in step are off meanwhile: the rows of both shapes are given.
 *
 * @throws Error of the database, for example when somebody works in it already.
 */
export async function loadTarget(sink: SampleSink, options: TargetOptions): Promise<void> {
  await sink.run(targetBeforeLoad())
  for (const stream of targetTables(options)) {
    await sink.copy(copyStatement(stream), stream.lines())
  }
  await sink.run(targetAfterLoad())
}

/** SQL to run before the tables are copied. */
export function targetBeforeLoad(): string {
  return REFUSE_USED_DATABASE + setTriggers(TABLES, 'disable')
}

/** SQL to run after the tables were copied: triggers back on, sequences behind the highest id, statistics. */
export function targetAfterLoad(): string {
  const config = JSON.stringify({ title: STUDIO_NAME, currency: 'USD' })
  return [
    COMPLETE_SALES,
    `insert into public.configuration (id, config) values (1, ${quoteText(config)})
on conflict (id) do update set config = public.configuration.config || excluded.config;`,
    setTriggers(TABLES, 'enable'),
    SET_SEQUENCES,
    `analyze ${TABLES.join(', ')};`,
  ].join('\n')
}
