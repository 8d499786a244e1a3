import type { GoNoGoCheck } from './finding.ts'

/** Free disk cannot be read over a connection, so the operator confirms it; we say how much it takes. */
export const capacity: GoNoGoCheck = {
  id: 'capacity',
  async run(sql) {
    const [row] = await sql<{ bytes: number }[]>`
      select pg_database_size(current_database())::float8 as bytes`
    const megabytes = Math.ceil(((row?.bytes ?? 0) * 2) / 1_048_576)
    return [
      {
        check: 'capacity',
        severity: 'notice',
        message: `The server needs ${megabytes} MB of free disk (twice the database); this cannot be read from here`,
        count: 1,
        examples: [],
        fix: 'Look at the free space of the server (on Supabase: Reports → Database) before you confirm.',
      },
    ]
  },
}
