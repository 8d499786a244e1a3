import { connect, type Database } from '@valence/db'
import { scriptAs } from '../workload/as-user.ts'
import type { BenchStack } from './bench-stack.ts'
import { percentile, round } from './timing.ts'

/** A screen's query on the old schema and on the new one. `asked` is the limit in milliseconds. */
interface Screen {
  readonly name: string
  readonly legacy: string
  readonly target: string
  readonly asked?: number
  /** The limit from a million deals on, where it is another one. */
  readonly askedOfMillion?: number
}

const LIST_LIMITS = { asked: 100, askedOfMillion: 300 } as const

const SCREENS: readonly Screen[] = [
  {
    name: 'opportunity list, first page',
    legacy:
      'select * from public.deals where archived_at is null order by created_at desc, id desc limit 25',
    target:
      'select * from public.opportunities_summary where archived_at is null order by created_at desc, id desc limit 25',
    ...LIST_LIMITS,
  },
  {
    name: 'opportunity list, count',
    legacy: 'select count(*) from public.deals where archived_at is null',
    target:
      'select count(*) from public.opportunities where archived_at is null and deleted_at is null',
    ...LIST_LIMITS,
  },
  {
    name: 'board, 25 a stage',
    legacy: `select d.* from (values ('opportunity'), ('proposal-sent'), ('in-negociation'), ('won'), ('lost'), ('delayed')) as s (stage)
      cross join lateral (select * from public.deals as d where d.stage = s.stage and d.archived_at is null order by d.index, d.id limit 25) as d`,
    target: `select o.* from unnest(enum_range(null::public.opportunity_stage)) as s (stage)
      cross join lateral (select * from public.opportunities as o where o.stage = s.stage and o.archived_at is null and o.deleted_at is null order by o.index, o.id limit 25) as o`,
    ...LIST_LIMITS,
  },
  {
    name: 'contacts of an organization',
    legacy:
      'select c.* from public.contacts as c where c.company_id = 7 order by c.last_name limit 25',
    target: `select c.*, l.role from public.contact_organizations as l join public.contacts as c on c.id = l.contact_id
      where l.organization_id = 7 and l.deleted_at is null order by c.last_name limit 25`,
    ...LIST_LIMITS,
  },
  {
    name: 'opportunities of a contact',
    legacy: 'select d.* from public.deals as d where d.contact_ids @> array[7]::bigint[] limit 25',
    target: `select o.* from public.opportunity_contacts as l join public.opportunities as o on o.id = l.opportunity_id
      where l.contact_id = 7 and o.deleted_at is null limit 25`,
    ...LIST_LIMITS,
  },
  {
    name: 'organizations list',
    legacy: 'select * from public.companies_summary order by name limit 25',
    target: 'select * from public.companies_summary order by name, id limit 25',
    ...LIST_LIMITS,
  },
  {
    name: 'contacts list',
    legacy: 'select * from public.contacts_summary order by last_seen desc limit 25',
    target:
      'select * from public.contacts_summary order by last_seen desc nulls last, id desc limit 25',
    ...LIST_LIMITS,
  },
  {
    name: 'search of opportunities by a word',
    legacy: `select * from public.deals where name ilike '%website%' order by created_at desc limit 25`,
    // As the list asks: every word in the name, the description or the customer's name, and how many there are.
    target: `select public.list_opportunities('{"q": "website"}', 'created_at', true)`,
    ...LIST_LIMITS,
  },
  {
    name: 'search of contacts by a word',
    legacy: `select * from public.contacts_summary where last_name ilike '%martin%' or first_name ilike '%martin%' or email_fts ilike '%martin%' limit 25`,
    target: `select public.list_contacts('{"q": "martin"}', 'last_seen', true)`,
    ...LIST_LIMITS,
  },
  {
    name: 'timeline, first page',
    legacy: `select * from (
        select 'deal' as kind, n.id, n.date, n.text from public.deal_notes as n
        union all select 'contact', n.id, n.date, n.text from public.contact_notes as n
      ) as l order by date desc nulls last limit 25`,
    target:
      'select * from public.activities where deleted_at is null order by activity_date desc nulls last, id desc limit 25',
    asked: 50,
  },
  {
    name: 'timeline of an opportunity',
    legacy: 'select * from public.deal_notes where deal_id = 7 order by date desc limit 25',
    target:
      'select * from public.activities where opportunity_id = 7 and deleted_at is null order by activity_date desc nulls last, id desc limit 25',
    asked: 50,
  },
  {
    name: 'dashboard, totals by stage',
    legacy:
      'select stage, count(*), sum(amount) from public.deals where archived_at is null group by stage',
    target: `select stage, count(*), sum(amount), sum(amount * probability / 100) from public.opportunities
      where archived_at is null and deleted_at is null group by stage`,
    ...LIST_LIMITS,
  },
]

export interface QueryTime {
  readonly name: string
  /** Milliseconds as a signed-in user, with row security. Null where the generation has other names. */
  readonly legacyP95: number
  readonly targetP50: number
  readonly targetP95: number
  readonly asked: number | null
}

/** The queries of the screens on a migrated database, beside those of the same screens before. Generation 21. */
export async function measureQueries(
  bench: BenchStack,
  times: number,
): Promise<readonly QueryTime[]> {
  const legacyUrl = await bench.copy('bench_queries')
  const legacy = await measure(legacyUrl, bench.users[0] ?? '', times, (screen) => screen.legacy)
  await bench.migrate(legacyUrl)
  const target = await measure(legacyUrl, bench.users[0] ?? '', times, (screen) => screen.target)
  await bench.drop('bench_queries')
  const isMillion = bench.deals >= 1_000_000
  return SCREENS.map(({ name, asked, askedOfMillion }) => ({
    name,
    legacyP95: round(percentile(legacy[name] ?? [], 0.95)),
    targetP50: round(percentile(target[name] ?? [], 0.5)),
    targetP95: round(percentile(target[name] ?? [], 0.95)),
    asked: (isMillion ? askedOfMillion : undefined) ?? asked ?? null,
  }))
}

async function measure(
  url: string,
  user: string,
  times: number,
  queryOf: (screen: Screen) => string,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const sql: Database = connect(url, { max: 1 })
  await sql.unsafe('analyze') // leaves out tables that are not ours, with a warning
  const found: Record<string, number[]> = {}
  for (const screen of SCREENS) {
    const script = scriptAs(user, queryOf(screen))
    await sql.unsafe(script)
    const taken: number[] = []
    for (let time = 0; time < times; time += 1) {
      const startedAt = performance.now()
      await sql.unsafe(script)
      taken.push(performance.now() - startedAt)
    }
    found[screen.name] = taken
  }
  await sql.end()
  return found
}
