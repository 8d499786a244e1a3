import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { copyIn } from '@valence/db'
import { demoUsers, loadTarget } from '@valence/sample-data'
import { createTargetSchema } from '@valence/schema/growth'
import { type RunningServer, startServer } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'

/** The CRM's server on a database with the sample company of 600 opportunities. */
export interface OpportunityStack {
  readonly database: TestDatabase
  readonly server: RunningServer
  /** Two users; the first administers. */
  readonly users: readonly [SampleUser, SampleUser]
  stop(): Promise<void>
}

export interface SampleUser {
  readonly salesId: number
  readonly email: string
  readonly password: string
}

/** @param publicDir the built CRM; none where only the API is asked */
export async function startOpportunityStack(publicDir?: string): Promise<OpportunityStack> {
  const home = await mkdtemp(path.join(tmpdir(), 'valence-e2e-'))
  const database = await createTestDatabase({
    template: 'opportunities-target',
    build: async ({ sql }) => {
      await createTargetSchema(sql)
      const connection = await sql.reserve()
      await loadTarget(
        {
          run: (statements) => connection.unsafe(statements),
          copy: (statement, lines) => copyIn(connection, statement, lines),
        },
        { opportunities: 600 },
      )
      connection.release()
    },
  })
  const server = await startServer({
    databaseUrl: database.apiUrl,
    port: 0,
    publicDir: publicDir ?? path.join(home, 'none'),
    home,
  })
  const [first, second] = demoUsers
  if (!first || !second) throw new Error('the sample has no two users')
  return {
    database,
    server,
    users: [first, second],
    stop: async () => {
      await server.stop()
      await database.drop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
