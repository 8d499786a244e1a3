import { copyIn } from '@valence/db'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { legacyDdl } from './ddl.ts'
import type { DefectName } from './defect-catalog.ts'
import { type DefectChoice, listDefects } from './defects.ts'
import { loadLegacy } from './legacy/load.ts'
import { type LegacyOptions, legacyTables } from './legacy/tables.ts'

const DEALS = 700

/** How each defect shows in the database: the rows of one query after `select count(*) from`. */
const TRACES: Readonly<Record<DefectName, string>> = {
  'dangling-contact-id':
    'public.deals as d, unnest(d.contact_ids) as m (id) where m.id is not null and not exists (select from public.contacts as c where c.id = m.id)',
  'duplicate-contact-id':
    'public.deals where cardinality(contact_ids) > (select count(distinct m) + count(*) filter (where m is null) from unnest(contact_ids) as m)',
  'null-contact-id-element': 'public.deals where array_position(contact_ids, null) is not null',
  'null-contact-ids': 'public.deals where contact_ids is null',
  'empty-contact-ids': `public.deals where contact_ids = '{}'`,
  'unmapped-stage': `public.deals where stage not in ('opportunity', 'proposal-sent', 'in-negociation', 'won', 'lost', 'delayed')`,
  'null-amount': 'public.deals where amount is null',
  'huge-amount': 'public.deals where amount = 9007199254740991',
  'zero-and-negative-amount': 'public.deals where amount <= 0',
  'null-company': 'public.deals where company_id is null',
  'archived-deals': `public.deals where archived_at is not null and stage not in ('won', 'lost')`,
  'negative-and-null-index': 'public.deals where index is null or index = -3',
  'smallint-bounds-index': 'public.deals where index in (32767, -32768)',
  'unknown-category': `public.deals where category = 'n-gociation'`,
  'null-owner': 'public.deals where sales_id is null',
  'unicode-names': `public.contacts where first_name ~ '[^\\u0000-\\u024f]' or last_name ~ '[^\\u0000-\\u024f]'`,
  'camelcase-names': `public.deals where name = 'dealNotes contactIds companyId'`,
  'quotes-and-backslashes': `public.deals where name like 'O''Brien "Nick"%'`,
  'empty-string-vs-null': `public.deals where description = ''`,
  'long-text': 'NOTES where length(text) > 100000',
  'note-without-date': 'NOTES where date is null',
  'foreign-attachment': `NOTES where attachments[1] ->> 'src' like 'https://files.other-crm.example%'`,
  'sub-millisecond-timestamps': `public.deals where extract(microseconds from created_at)::bigint % 1000 <> 0`,
  'year-extremes': `public.deals where created_at = '0001-01-01Z'`,
  'infinite-dates': `public.deals where expected_closing_date = 'infinity'`,
  'closing-date-with-time': `public.deals where expected_closing_date::text !~ '^[0-9-]{10}( 00:00:00[+]00)?$' and isfinite(expected_closing_date)`,
  'tag-dangling': 'public.contacts where tags is null or 915 = any (tags)',
  'contact-email-jsonb-null-element': `public.contacts where email_jsonb @> '[null]' or email_jsonb @> '[{"type": "Work"}]' and not email_jsonb @? '$[0].email'`,
  'failed-avatar': `public.contacts where avatar ->> 'src' = 'ERROR'`,
  'contact-without-anything': 'public.contacts where first_name is null and email_jsonb is null',
  'orphan-task-sales-id':
    'public.tasks as t where not exists (select from public.sales as s where s.id = t.sales_id)',
  'task-without-due-date': 'public.tasks where due_date is null',
}

async function load(
  generation: LegacyOptions['generation'],
  defects: DefectChoice,
): Promise<TestDatabase> {
  const name = typeof defects === 'string' ? defects : defects.join('-')
  return createTestDatabase({
    template: `defects-${generation}-${name}`,
    build: async ({ sql }) => {
      await sql.unsafe(legacyDdl(generation))
      await loadLegacy(
        {
          run: (statements) => sql.unsafe(statements),
          copy: (statement, lines) => copyIn(sql, statement, lines),
        },
        { generation, deals: DEALS, defects },
      )
    },
  })
}

describe.each(['g8', 'g21'] as const)('defects of %s', (generation) => {
  let dirty: TestDatabase
  let clean: TestDatabase

  beforeAll(async () => {
    dirty = await load(generation, 'all')
    clean = await load(generation, 'none')
  })
  afterAll(async () => {
    await Promise.all([dirty.drop(), clean.drop()])
  })

  const traces = async (db: TestDatabase, name: DefectName): Promise<number> => {
    const notes = generation === 'g8' ? 'public."contactNotes"' : 'public.contact_notes'
    const [row] = await db.sql.unsafe(
      `select count(*) as n from ${TRACES[name].replace('NOTES', notes)}`,
    )
    return Number(row?.['n'])
  }
  const fitting = listDefects().filter(({ only }) => only === null || only === generation)

  it.each(fitting.filter(({ isNoGo }) => !isNoGo))(
    'are there when asked for: $name',
    async ({ name }) => {
      expect(await traces(dirty, name)).toBeGreaterThan(0)
    },
  )

  it.each(fitting)('are absent when none is asked for: $name', async ({ name }) => {
    expect(await traces(clean, name)).toBe(0)
  })

  it('that refuse a migration come only by name', async () => {
    expect(await traces(dirty, 'unmapped-stage')).toBe(0)
    const named = await load(generation, ['unmapped-stage'])
    try {
      expect(await traces(named, 'unmapped-stage')).toBeGreaterThan(0)
    } finally {
      await named.drop()
    }
  })

  it('are stored as they were written', async () => {
    const [row] =
      await dirty.sql`select name, description from public.deals where name like 'O''Brien%'`
    expect(row).toEqual({
      name: `O'Brien "Nick" & Söhne \\N; drop table deals; --`,
      description: 'first line\r\nsecond\tline \\ with {braces}, $1 and $$dollars$$\n\\.',
    })
  })
})

describe('the light choice', () => {
  const changed = (deals: number): Record<string, number> => {
    const light = legacyTables({ generation: 'g21', deals })
    const none = legacyTables({ generation: 'g21', deals, defects: 'none' })
    return Object.fromEntries(
      light.map((stream, place) => {
        const other = none[place]
        const lines = new Set(other?.lines())
        return [
          stream.table,
          [...stream.lines()].filter((line) => !lines.has(line)).length / (stream.rowCount ?? 1),
        ]
      }),
    )
  }

  it('is the default and strikes some rows of the usual sample, but at most 0.5 % of any table', () => {
    const shares = changed(2_000)
    expect(shares['deals']).toBeGreaterThan(0)
    for (const [table, share] of Object.entries(shares))
      expect(share, table).toBeLessThanOrEqual(0.005)
  })

  it('strikes no row of a tiny sample', () => {
    expect(Math.max(...Object.values(changed(50)))).toBe(0)
  })
})
