import type { Sql } from '@valence/db'
import { relation } from '@valence/schema'
import { findReferences } from '../stale-names/find-references.ts'
import type { FunctionMap } from '../stale-names/function-map.ts'
import { type NameSpace, searchPathOf } from '../stale-names/names.ts'
import type { OwnFunction } from '../stale-names/read-functions.ts'
import type { NameReference } from '../stale-names/reference.ts'
import { readCronJobs } from './cron-jobs.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'
import { newRelations } from './names.ts'

/**
 * A text that names a table which is not there, and which the new schema makes: it fails today, or is never reached, and would write
 * into ours tomorrow. So do functions of an installation that renamed a table of its own.
 */
export const futureNames: GoNoGoCheck = {
  id: 'future-name',
  async run(sql, { catalog, detection, oldNames, functionMap }) {
    const free = newRelations(detection.shape).filter(
      (name) => relation(catalog, name) === undefined,
    )
    const names = { ...pretend(oldNames.names, free), homonyms: await readHomonyms(sql, free) }
    const jobs = await readCronJobs(sql)
    return [
      ...oldNames.functions.flatMap((own) => findingsOf(own, names, functionMap)),
      ...(jobs === 'closed' ? [] : jobs).flatMap(({ id, command }) =>
        referencesIn({ language: 'sql', source: command, searchPath: ['public'] }, names)
          .slice(0, 1)
          .map(
            ({ name }): Finding => ({
              ...blocker(`The cron job ${id} names ${name}`, name),
              fix: `Give it another name: select cron.alter_job(${id}, command := …);`,
            }),
          ),
      ),
    ]
  },
}

/** The names as if they were tables that change: what refers to them is found the same way. */
function pretend(names: NameSpace, free: readonly string[]): NameSpace {
  const tables = free.map((name) => ({
    name,
    newName: name,
    renames: {},
    columns: [],
    primaryKey: [],
    sequences: [],
  }))
  return { ...names, tables }
}

/** Relations of these names in other schemas, which may come first on a path. */
async function readHomonyms(sql: Sql, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace and n.nspname <> 'public'
    where c.relname = any (${[...names]}) and c.relkind in ('r', 'p', 'v', 'm', 'f')`
  return new Set(rows.map(({ name }) => name))
}

const USES = ['read', 'write', 'table-only', 'variable', 'cast', 'unparsed', 'dynamic']

function referencesIn(
  body: Pick<OwnFunction, 'language' | 'source'> & {
    readonly searchPath: readonly string[]
  } & Partial<OwnFunction>,
  names: NameSpace,
): readonly NameReference[] {
  if (!names.tables.some(({ name }) => body.source.includes(name))) return []
  const { references } = findReferences(
    { definition: '', isTrigger: false, transitions: [], ...body },
    names,
  )
  return references.filter(({ kind, name }) => USES.includes(kind) && name !== '')
}

function findingsOf(own: OwnFunction, names: NameSpace, map: FunctionMap): readonly Finding[] {
  if (own.isAtomic || map[own.signature] !== undefined) return []
  const [found] = referencesIn({ ...own, searchPath: searchPathOf(own.settings) }, names)
  if (found === undefined) return []
  return [
    {
      ...blocker(`${own.signature}, line ${found.line}: it names ${found.name}`, found.name),
      examples: [own.signature],
      fix: `Where a table of your own is meant, name that one (create or replace function). Where the new table is meant, or the function is never called, confirm it with --function-map: { "${own.signature}": "keep" }.`,
    },
  ]
}

function blocker(what: string, name: string): Omit<Finding, 'fix'> {
  return {
    check: 'future-name',
    severity: 'blocker',
    message: `${what}, which is not there: the new schema makes a table of that name, and it would use that`,
    count: 1,
    examples: [name],
  }
}
