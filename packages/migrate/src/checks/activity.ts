import { type Finding, type GoNoGoCheck, touchedTables } from './finding.ts'

/** A transaction that is open longer than this will hold the first lock up. */
const LONG_TRANSACTION_SECONDS = 60

/** Who holds the tables now, in a way that our short locks would not get past. */
export const activity: GoNoGoCheck = {
  id: 'activity',
  async run(sql, { detection }) {
    const tables = touchedTables(detection)
    const findings: Finding[] = []
    const prepared = await sql<{ gid: string; table: string }[]>`
      select distinct p.gid, c.relname as "table"
      from pg_prepared_xacts as p
      join pg_locks as l on l.virtualtransaction = '-1/' || p.transaction::text
      join pg_class as c on c.oid = l.relation
      where p.database = current_database() and c.relname = any (${tables as string[]})
      order by 1, 2`
    for (const { gid, table } of prepared) {
      findings.push({
        check: 'prepared-transaction',
        severity: 'blocker',
        message: `The prepared transaction ${gid} holds a lock on ${table} and will not end by itself`,
        count: 1,
        examples: [gid],
        fix: `commit prepared '${gid}'; -- or: rollback prepared '${gid}';`,
      })
    }
    const workers = await sql<{ pid: number; table: string }[]>`
      select a.pid, c.relname as "table"
      from pg_stat_activity as a
      join pg_locks as l on l.pid = a.pid and l.granted
      join pg_class as c on c.oid = l.relation
      where a.backend_type = 'autovacuum worker'
        and a.query like '%to prevent wraparound%'
        and c.relname = any (${tables as string[]})
      order by 1`
    for (const { pid, table } of workers) {
      findings.push({
        check: 'wraparound-vacuum',
        severity: 'blocker',
        message: `A vacuum that prevents wraparound runs on ${table} (pid ${pid}); it does not give way to a lock`,
        count: 1,
        examples: [table],
        fix: 'Wait until it has ended (pg_stat_progress_vacuum shows how far it is).',
      })
    }
    const long = await sql<{ pid: number; text: string }[]>`
      select a.pid, format('%s, %s, open for %s s', coalesce(a.usename, '?'),
        coalesce(nullif(a.application_name, ''), 'no name'), extract(epoch from now() - a.xact_start)::int) as text
      from pg_stat_activity as a
      where a.datname = current_database()
        and a.pid <> pg_backend_pid()
        and a.backend_type = 'client backend'
        and a.xact_start < now() - make_interval(secs => ${LONG_TRANSACTION_SECONDS})
      order by a.xact_start`
    if (long.length > 0) {
      findings.push({
        check: 'long-transaction',
        severity: 'notice',
        message: `${long.length} transactions are open for more than ${LONG_TRANSACTION_SECONDS} s; the run waits for them, in short tries`,
        count: long.length,
        examples: long.slice(0, 5).map(({ pid, text }) => `pid ${pid} (${text})`),
        fix: 'End them, or choose another hour: select pg_terminate_backend(<pid>); -- after asking whose it is',
      })
    }
    return findings
  },
}
