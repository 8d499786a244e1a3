import type { Sql } from '@valence/db'

export interface CronJob {
  readonly id: string
  readonly command: string
}

/** The jobs of pg_cron: none where there is no pg_cron, `closed` where its table is closed to us. */
export async function readCronJobs(sql: Sql): Promise<readonly CronJob[] | 'closed'> {
  const [table] = await sql<{ mayRead: boolean }[]>`
    select
      case
        when not has_schema_privilege(n.oid, 'usage') then false
        else has_table_privilege(c.oid, 'select')
      end as "mayRead"
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace and n.nspname = 'cron'
    where c.relname = 'job'
      and (
        select count(*) from pg_attribute as a
        where a.attrelid = c.oid and a.attname in ('jobid', 'command') and not a.attisdropped
      ) = 2`
  if (table === undefined) return []
  if (!table.mayRead) return 'closed'
  return await sql<CronJob[]>`
    select j.jobid::text as id, j.command from cron.job as j order by j.jobid limit 1000`
}
