import { connect } from '@valence/db'
import { attempt } from './attempt.ts'

/** A database that is up answers this within milliseconds; one that is under full load takes its time. */
const ASK_TIMEOUT_MS = 10_000

/** Looks at the database from beside the pool, so that a full pool says nothing about it. */
export interface Watch {
  /** Connections of this name that are at work, as the database sees it; null when it does not say. */
  busy(name: string): Promise<number | null>
  end(): Promise<void>
}

/** @param databaseUrl as the role `valence_api` */
export function openWatch(databaseUrl: string): Watch {
  const sql = connect(databaseUrl, { max: 1, applicationName: 'valence-api-watch' })
  return {
    busy: async (name) => {
      try {
        return await attempt(async () => {
          const [row] = await sql<{ busy: number }[]>`
            select count(*)::int as busy
            from pg_catalog.pg_stat_activity as a
            where a.application_name = ${name} and a.state is distinct from 'idle'`
          return row?.busy ?? 0
        }, ASK_TIMEOUT_MS)
      } catch {
        // Any error is an answer too: "no".
        return null
      }
    },
    end: () => sql.end({ timeout: 1 }),
  }
}
