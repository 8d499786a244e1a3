import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyIn } from './copy.ts'

describe('copyIn', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await database.sql`create table public.numbers (id bigint primary key)`
  })
  afterAll(() => database.drop())

  it('streams many lines', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => String(index))
    await copyIn(database.sql, 'copy public.numbers from stdin', lines)
    const [row] = await database.sql`select count(*)::int as rows from public.numbers`
    expect(row).toEqual({ rows: 50_000 })
  })

  it('tells what the server says behind the last line, and does not wait for ever', async () => {
    await expect(
      copyIn(database.sql, 'copy public.numbers from stdin', ['60001', '1']),
    ).rejects.toMatchObject({ code: '23505' })
    const [row] = await database.sql`select count(*)::int as rows from public.numbers`
    expect(row).toEqual({ rows: 50_000 })
  })
})
