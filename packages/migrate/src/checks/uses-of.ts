import { qualified, type Sql } from '@valence/db'
import { plainIdentifier, tokensOf } from '../stale-names/parse-body.ts'
import type { OwnFunction } from '../stale-names/read-functions.ts'
import { readCronJobs } from './cron-jobs.ts'

/** Said behind what to do about a taken name: what follows a rename, and what has to be changed with it. Empty where nothing uses it. */
export async function usesOf(
  sql: Sql,
  name: string,
  functions: readonly OwnFunction[],
): Promise<string> {
  const word = name.split('.').at(-1) ?? name
  const jobs = await readCronJobs(sql)
  const texts = [
    ...functions
      .filter((own) => !own.isAtomic && names(own.source, word))
      .map((own) => `function ${own.signature}`),
    ...(jobs === 'closed' ? [] : jobs)
      .filter(({ command }) => names(command, word))
      .map(({ id }) => `cron job ${id}`),
  ]
  const followers = name.includes('.') ? [] : await readFollowers(sql, name)
  return [
    texts.length === 0 ? '' : ` Named by ${texts.join(', ')}.`,
    followers.length === 0 ? '' : ` These follow a rename by themselves: ${followers.join(', ')}.`,
  ].join('')
}

function names(text: string, word: string): boolean {
  try {
    return tokensOf(text).some(
      (token) => token.isIdentifier && plainIdentifier(token.text) === word,
    )
  } catch {
    return text.includes(word)
  }
}

/** What the server ties to a relation itself, not to its name. */
async function readFollowers(sql: Sql, name: string): Promise<readonly string[]> {
  const rows = await sql<{ what: string }[]>`
    with taken as (select to_regclass(${qualified('public', name)})::oid as oid)
    select distinct case v.relkind when 'm' then 'materialized view ' else 'view ' end || v.oid::regclass as what
    from taken as t
    join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.classid = 'pg_rewrite'::regclass
    join pg_rewrite as w on w.oid = d.objid
    join pg_class as v on v.oid = w.ev_class and v.oid <> t.oid
    union
    select format('policy %s on %s', p.polname, p.polrelid::regclass)
    from taken as t
    join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.classid = 'pg_policy'::regclass
    join pg_policy as p on p.oid = d.objid
    union
    select format('foreign key %s on %s', k.conname, k.conrelid::regclass)
    from taken as t
    join pg_constraint as k on k.contype = 'f' and k.confrelid = t.oid and k.conrelid <> t.oid
    order by 1`
  return rows.map(({ what }) => what)
}
