import { APPLICATION_PATH, connect, type Database, ident } from '@valence/db'
import { arrivedFrom, releaseText } from '@valence/testkit'

/** Tables of what a firm works with; each copy of it has rows of its own in them. */
const COPIED = [
  'companies',
  'contacts',
  'opportunities',
  'contact_notes',
  'opportunity_notes',
  'tasks',
  'contact_organizations',
  'opportunity_contacts',
  'opportunity_participants',
  'activities',
]
/** Refer to rows by id without a foreign key. */
const UNDECLARED = ['source_id', 'original_company_id', 'company_id_backup']
/** Between the ids of one copy and those of the next. */
const STEP = 1_000

/** Makes the first release's database in an empty one, with its small firm copied until it has so many deals. Answers with how many. */
export async function loadRelease(url: string, deals: number): Promise<number> {
  const db = connect(url, { max: 1, settings: { search_path: APPLICATION_PATH } })
  await db.begin(async (tx) => {
    await tx.unsafe(releaseText('0001-arrived'))
    await tx`update valence_migration.runs set started_at = now(), completed_at = now()`
  })
  await db.unsafe('set session_replication_role = replica')
  const copies = Math.ceil(deals / arrivedFrom.deals) - 1
  for (const name of COPIED) await copyRows(db, name, copies)
  await db.unsafe('reset session_replication_role')
  await db.unsafe('vacuum analyze')
  await db.end()
  return (copies + 1) * arrivedFrom.deals
}

async function copyRows(db: Database, name: string, copies: number): Promise<void> {
  const columns = await db<{ name: string; type: string; isKey: boolean }[]>`
    select a.attname as name, format_type(a.atttypid, null) as type,
      a.attname = 'id' or a.attname = any (${UNDECLARED}) or exists (
        select from pg_constraint as k
        where k.conrelid = a.attrelid and k.contype = 'f' and a.attnum = any (k.conkey) and k.confrelid = any (${COPIED.map((one) => `public.${one}`)}::text[]::regclass[])
      ) as "isKey"
    from pg_attribute as a
    where a.attrelid = ${`public.${name}`}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by a.attnum`
  const values = columns.map(({ name: column, type, isKey }) => {
    const own = `t.${ident(column)}`
    if (column === 'contact_ids')
      return `array(select i + c * ${STEP} from unnest(${own}) with ordinality as u (i, n) order by n)`
    // Cards of a column lie one behind another, as on a board that people use.
    if (column === 'index') return `${own} + c % 1000 * ${arrivedFrom.deals}`
    return isKey && type === 'bigint' ? `${own} + c * ${STEP}` : own
  })
  const list = columns.map((one) => ident(one.name)).join(', ')
  await db.unsafe(
    `insert into public.${name} (${list}) overriding system value
     select ${values.join(', ')} from public.${name} as t cross join generate_series(1, ${copies}) as c where t.id < ${STEP}`,
  )
  await db.unsafe(
    `select setval(pg_get_serial_sequence('public.${name}', 'id'), (select max(t.id) from public.${name} as t))`,
  )
}
