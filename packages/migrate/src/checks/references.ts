import { ident, qualified, type Sql } from '@valence/db'
import { type Catalog, table } from '@valence/schema'
import { type AuditView, auditViews } from '../sql/objects/audit-views.ts'
import { classify } from '../stale-names/classify.ts'
import { findReferences } from '../stale-names/find-references.ts'
import type { JudgedFunction } from '../stale-names/judge-functions.ts'
import type { NameSpace } from '../stale-names/names.ts'
import { readCronJobs } from './cron-jobs.ts'
import type { CheckContext, Finding, GoNoGoCheck, OldNameUse } from './finding.ts'

/** What the rows of an installation may call these things. */
const WORDS = ['deals', 'deal', 'deal_notes', 'dealNotes', 'deal_note', 'dealNote', 'contactNotes']
/** Rows that the server estimates for a table at most, if its texts are to be read. */
const MOST_ROWS = 10_000
const MOST_COLUMNS = 200

/**
 * Everything that names old objects, as far as the database can tell. Reads only, and nothing that this role may not read:
 * a failing statement would end the transaction of the plan.
 */
export async function readReferences(
  sql: Sql,
  { catalog, oldNames }: Pick<CheckContext, 'catalog' | 'oldNames'>,
): Promise<readonly OldNameUse[]> {
  const { names, judged } = oldNames
  return [
    ...functionUses(judged),
    ...(await dependents(sql, names)),
    ...(await cronJobs(sql, names)),
    ...(await publications(sql, names)),
    ...(await subscriptions(sql, names)),
    ...(await constraintTexts(sql)),
    ...(await textColumns(sql, catalog)),
    ...edgeFunctions(table(catalog, 'contact_notes') !== undefined),
  ]
}

/** What else uses the old names: a list for the report, and cron jobs that would fail. Functions have a check of their own. */
export const references: GoNoGoCheck = {
  id: 'old-name',
  async run(_sql, { references: uses }) {
    return uses
      .filter(({ kind, effect }) => kind !== 'function' && effect !== 'follows')
      .map(
        (use): Finding => ({
          check: 'old-name',
          severity: use.effect === 'breaks' ? 'blocker' : 'notice',
          message: `${wordsFor(use.kind)} ${use.name} (${use.place}) names ${use.what}${EFFECTS[use.effect]}`,
          count: 1,
          examples: [`${use.place}: ${use.name}`],
          fix: use.advice,
        }),
      )
  },
}

const EFFECTS = {
  follows: '',
  works: ': it works through the old name until the grace period ends',
  silent: ': it fails at nothing, and may match or hear nothing any more',
  breaks: ' and would fail',
} as const

function wordsFor(kind: OldNameUse['kind']): string {
  return `The ${kind === 'cron' ? 'cron job' : kind.replace('-', ' ')}`
}

function functionUses(judged: readonly JudgedFunction[]): readonly OldNameUse[] {
  return judged.flatMap(({ own, judged: places }) =>
    places
      .filter(({ name }) => name !== '')
      .map(
        (place): OldNameUse => ({
          kind: 'function',
          name: own.signature,
          place: `line ${place.line}`,
          what: place.name,
          effect: EFFECT_OF[place.effect],
          advice: place.fix,
        }),
      ),
  )
}

const EFFECT_OF = { breaks: 'breaks', works: 'works', data: 'works', quiet: 'silent' } as const

/** What the server tracks by itself follows a rename. */
async function dependents(sql: Sql, names: NameSpace): Promise<readonly OldNameUse[]> {
  const rows = await sql<{ kind: OldNameUse['kind']; name: string; what: string }[]>`
    with renamed as (
      select c.oid, c.relname as name
      from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relname = any (${names.tables.map(({ name }) => name)})
    )
    select distinct case v.relkind when 'm' then 'materialized-view' else 'view' end as kind,
      v.oid::regclass::text as name, r.name as what
    from renamed as r
    join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = r.oid
      and d.classid = 'pg_rewrite'::regclass
    join pg_rewrite as w on w.oid = d.objid
    join pg_class as v on v.oid = w.ev_class and v.oid <> r.oid and v.relkind in ('v', 'm')
    union
    select 'rule', w.rulename, r.name
    from renamed as r
    join pg_rewrite as w on w.ev_class = r.oid
    union
    select 'policy', p.polname || ' on ' || p.polrelid::regclass::text, r.name
    from renamed as r
    join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = r.oid
      and d.classid = 'pg_policy'::regclass
    join pg_policy as p on p.oid = d.objid
    union
    select 'trigger', t.tgname || ' on ' || r.name, r.name
    from renamed as r
    join pg_trigger as t on t.tgrelid = r.oid and not t.tgisinternal
    union
    select 'constraint', k.conname || ' on ' || k.conrelid::regclass::text, r.name
    from renamed as r
    join pg_constraint as k on k.confrelid = r.oid
    order by 1, 2`
  return rows.map((row) => ({
    ...row,
    place: row.what,
    effect: 'follows',
    advice: 'Nothing: the server knows the table itself, not its name.',
  }))
}

async function cronJobs(sql: Sql, names: NameSpace): Promise<readonly OldNameUse[]> {
  const jobs = await readCronJobs(sql)
  if (jobs === 'closed') {
    return [
      {
        kind: 'cron',
        name: 'all of them',
        place: 'cron.job',
        what: 'what cannot be read by this role',
        effect: 'silent',
        advice: 'Look through cron.job for deals and its notes as a role that may read it.',
      },
    ]
  }
  return jobs.flatMap(({ id, command }) => cronUses(id, command, names))
}

function cronUses(id: string, command: string, names: NameSpace): readonly OldNameUse[] {
  const { references: found } = findReferences(
    {
      language: 'sql',
      source: command,
      definition: '',
      isTrigger: false,
      searchPath: ['public'],
      transitions: [],
    },
    names,
  )
  return found.flatMap((reference): OldNameUse[] => {
    const judgement = classify(reference, [])
    if (judgement === null) return []
    return [
      {
        kind: 'cron',
        name: id,
        place: 'cron.job',
        what: reference.name,
        effect: judgement.effect === 'breaks' ? 'breaks' : 'works',
        advice: `It ${judgement.why}. select cron.alter_job(${id}, command := …);`,
      },
    ]
  })
}

/** Membership follows the table; who listens for the old name hears nothing any more. */
async function publications(sql: Sql, names: NameSpace): Promise<readonly OldNameUse[]> {
  const rows = await sql<{ name: string; what: string }[]>`
    select p.pubname as name, p.tablename as what
    from pg_publication_tables as p
    where p.schemaname = 'public' and p.tablename = any (${names.tables.map(({ name }) => name)})
    order by 1, 2`
  return rows.map(({ name, what }): OldNameUse => {
    const now = names.tables.find((table_) => table_.name === what)?.newName ?? what
    return {
      kind: 'publication',
      name,
      place: 'pg_publication',
      what,
      effect: 'silent',
      advice: `The table stays in the publication under its new name. Clients that subscribe to ${what} have to subscribe to ${now}.`,
    }
  })
}

/** What another server writes into these tables goes by their name there and here, so it stops with the rename. */
async function subscriptions(sql: Sql, names: NameSpace): Promise<readonly OldNameUse[]> {
  const rows = await sql<{ name: string; what: string }[]>`
    select
      coalesce(s.name, 'subscription ' || r.srsubid) as name,
      c.relname as what
    from pg_subscription_rel as r
    join pg_class as c on c.oid = r.srrelid and c.relnamespace = 'public'::regnamespace
    -- The list of subscriptions is a superuser's; their names stand in the statistics, for everyone.
    left join (select subid, subname::text as name from pg_stat_subscription group by 1, 2) as s on s.subid = r.srsubid
    where c.relname = any (${names.tables.map(({ name }) => name)})
    order by 1, 2`
  return rows.map(({ name, what }): OldNameUse => {
    const now = names.tables.find((table_) => table_.name === what)?.newName ?? what
    return {
      kind: 'subscription',
      name,
      place: 'pg_subscription',
      what,
      effect: 'breaks',
      advice: `Its publisher sends rows of ${what}, which becomes ${now} here, and replication stops. Disable it for the migration: alter subscription ${name} disable; and afterwards publish the table under its new name, or drop it from the publication there.`,
    }
  })
}

/** Checks that list names of tables as texts, for example of a table of permissions. */
async function constraintTexts(sql: Sql): Promise<readonly OldNameUse[]> {
  const rows = await sql<{ name: string; place: string; what: string }[]>`
    select k.conname as name, k.conrelid::regclass::text as place, word as what
    from pg_constraint as k
    join pg_class as c on c.oid = k.conrelid
    join pg_namespace as n on n.oid = c.relnamespace
      and n.nspname not in ('pg_catalog', 'information_schema')
    cross join unnest(${WORDS}::text[]) as word
    where k.contype = 'c' and position(quote_literal(word) in pg_get_constraintdef(k.oid)) > 0
    order by 1, 3`
  return rows.map((row) => ({
    kind: 'constraint',
    ...row,
    effect: 'silent',
    advice: 'Allow the new name besides the old one, once something writes it.',
  }))
}

interface TextColumn {
  readonly schema: string
  readonly table: string
  readonly column: string
}

/** Small tables whose rows name tables: permissions, logs, settings. */
async function textColumns(sql: Sql, catalog: Catalog): Promise<readonly OldNameUse[]> {
  const records = auditViews(catalog)
  const columns = await sql<TextColumn[]>`
    select n.nspname as schema, c.relname as table, a.attname as column
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type as t on t.oid = a.atttypid
    where c.relkind = 'r'
      and n.nspname not in ('pg_catalog', 'information_schema', 'valence_migration', 'cron', 'auth', 'storage',
        'vault', 'realtime', 'supabase_migrations', 'supabase_functions')
      and n.nspname !~ '^pg_'
      and c.reltuples <= ${MOST_ROWS}
      and pg_relation_size(c.oid) <= 33554432
      and (t.typname in ('text', 'varchar', 'bpchar', 'citext', 'name') or t.typtype = 'e')
      and has_schema_privilege(n.oid, 'usage')
      and has_column_privilege(c.oid, a.attnum, 'select')
      and (not c.relrowsecurity or pg_has_role(current_user, c.relowner, 'usage'))
    order by n.nspname, c.relname, a.attnum
    limit ${MOST_COLUMNS}`
  const found: OldNameUse[] = []
  for (const { schema, table: name, column } of columns) {
    const rows = await sql.unsafe<{ what: string; rows: number }[]>(
      `select t.value as what, count(*)::float8 as rows
       from (select c.${ident(column)}::text as value from ${qualified(schema, name)} as c limit ${MOST_ROWS}) as t
       where t.value = any ($1::text[])
       group by t.value
       order by t.value`,
      [WORDS],
    )
    for (const { what, rows: count } of rows) {
      found.push({
        kind: 'text-column',
        name: `${name}.${column}`,
        place: `${schema}, ${count} rows`,
        what,
        effect: 'silent',
        advice: adviceFor(
          records.find((view) => view.table === name && view.mapped.includes(column)),
        ),
      })
    }
  }
  return found
}

function adviceFor(record: AuditView | undefined): string {
  if (record !== undefined)
    return `The rows stay as they are; the view ${record.view} shows them with the new names.`
  return 'The rows stay as they are. What compares them with the name of a table has to know both names.'
}

/** Code outside the database cannot be read from it; Atomic CRM has two that name these tables. */
function edgeFunctions(isRecent: boolean): readonly OldNameUse[] {
  const known = isRecent ? ['merge_contacts', 'mcp'] : ['merge_contacts']
  return known.map((name) => ({
    kind: 'edge-function',
    name,
    place: 'supabase/functions',
    what: 'deals',
    effect: 'works',
    advice: 'Where it is deployed: name the new tables in it before the grace period ends.',
  }))
}
