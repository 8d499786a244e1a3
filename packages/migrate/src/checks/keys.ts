import type { Finding, GoNoGoCheck } from './finding.ts'

/** Tables whose rows are walked, or referred to, by `id`. */
const KEYED = ['deals', 'contacts', 'companies', 'sales'] as const

/** The unique keys of the new schema rest on the old ones; where one is missing, its values must be free of conflict. */
export const uniqueKeys: GoNoGoCheck = {
  id: 'unique-key',
  async run(sql, { detection }) {
    const { opportunityNotes, contactNotes } = detection.shape
    const findings: Finding[] = []
    for (const name of [...KEYED, opportunityNotes, contactNotes]) {
      const [key] = await sql<{ isUnique: boolean }[]>`
        select exists (
          select from pg_index as i
          join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
          where i.indrelid = to_regclass(${`public."${name}"`})
            and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
            and i.indnkeyatts = 1 and i.indimmediate and a.attname = 'id'
        ) as "isUnique"`
      if (key?.isUnique === true) continue
      const [rows] = await sql.unsafe<{ doubles: number; nulls: number; examples: string[] }[]>(
        `with doubled as (select id from public."${name}" where id is not null group by id having count(*) > 1)
         select (select count(*) from doubled)::float8 as doubles,
           (select count(*) from public."${name}" where id is null)::float8 as nulls,
           array(select id::text from doubled order by id limit 5) as examples`,
      )
      const doubles = rows?.doubles ?? 0
      findings.push({
        check: 'unique-key',
        severity: 'blocker',
        message: `The table ${name} has no unique key on id alone${doubles === 0 ? '' : `, and ${doubles} ids occur more than once`}`,
        count: Math.max(1, doubles + (rows?.nulls ?? 0)),
        examples: rows?.examples.length === 0 ? [name] : (rows?.examples ?? []),
        fix: `${doubles === 0 ? '' : 'Give the doubled rows ids of their own; then: '}create unique index concurrently on public."${name}" (id);`,
      })
    }
    return findings
  },
}

/** An explicit id leaves its sequence behind, and a later insert meets it. The migration does not move sequences. */
export const sequencesBehind: GoNoGoCheck = {
  id: 'sequence-behind',
  async run(sql, { detection }) {
    const { opportunityNotes, contactNotes } = detection.shape
    const findings: Finding[] = []
    for (const name of ['deals', 'contacts', 'companies', opportunityNotes, contactNotes]) {
      const [found] = await sql.unsafe<{ behind: number; sequence: string }[]>(
        `select (t.highest - coalesce(s.last_value, 0))::float8 as behind, s.sequencename as sequence
         from (select max(id) as highest from public."${name}") as t
         join pg_sequences as s
           on format('%I.%I', s.schemaname, s.sequencename) = pg_get_serial_sequence('public."${name}"', 'id')
         where t.highest > coalesce(s.last_value, 0) and s.increment_by > 0`,
      )
      if (found === undefined) continue
      findings.push({
        check: 'sequence-behind',
        severity: 'notice',
        message: `The sequence ${found.sequence} is ${found.behind} behind the highest id of ${name}: the next inserts will fail, as they do today`,
        count: 1,
        examples: [found.sequence],
        fix: `select setval('public."${found.sequence}"', (select max(id) from public."${name}"));`,
      })
    }
    return findings
  },
}
