import { createTargetSchema } from '@valence/migrate'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('the target schema', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
    await createTargetSchema(database.sql)
  })
  afterAll(() => database.drop())

  it('can be made twice', async () => {
    await createTargetSchema(database.sql)
  })
})
