import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { createTargetSchema } from '../growth.ts'

/** Who asks in these tests: the one user, an administrator. */
export const USER = '6a4b7f7e-0000-4000-8000-000000000001'

/** A database of the current schema with one user and no records. */
export function userDatabase(): Promise<TestDatabase> {
  return createTestDatabase({
    template: 'target-one-user',
    build: async ({ sql }) => {
      await createTargetSchema(sql)
      await sql`insert into auth.users (id, email) values (${USER}, 'ada@example.com')`
      await sql`update public.sales set administrator = true`
    },
  })
}
