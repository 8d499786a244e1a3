import type { Transaction } from '@valence/db'
import type { LegacyGeneration } from '@valence/sample-data'
import { expect } from 'vitest'

/** What edge functions and SQL users of the old application do, in one transaction as a signed-in user, with row security. */
export async function oldSqlRound(
  tx: Transaction,
  generation: LegacyGeneration,
  round: string,
): Promise<void> {
  const notes = generation === 'g8' ? '"dealNotes"' : 'deal_notes'
  const contactNotes = generation === 'g8' ? '"contactNotes"' : 'contact_notes'
  const [company] = await tx<{ id: number }[]>`
    insert into companies (name, logo) values (${`SQL ${round}`}, '{"src":"x"}') returning id`
  const [contact] = await tx<{ id: number }[]>`
    insert into contacts (last_name, company_id, avatar)
    values (${`SQL ${round}`}, ${company?.id ?? 0}, '{"src":"x"}') returning id`
  const [deal] = await tx<{ id: number; stage: string }[]>`
    insert into deals (name, stage, company_id, contact_ids, index)
    values (${`SQL ${round}`}, 'delayed', ${company?.id ?? 0}, array[${contact?.id ?? 0}]::bigint[], 3)
    returning id, stage`
  expect(deal?.stage).toBe('delayed')
  const id = deal?.id ?? 0
  expect(await tx`select id from deals where id = ${id} for update`).toHaveLength(1)
  expect(
    await tx`select id from deals where id = ${id} for no key update skip locked`,
  ).toHaveLength(1)
  const [upserted] = await tx`
    insert into deals as d (id, name, stage) values (${id}, ${`Again ${round}`}, 'won')
    on conflict (id) do update set name = excluded.name, stage = excluded.stage
    returning d.name, d.stage, d.company_id`
  expect(upserted).toEqual({ name: `Again ${round}`, stage: 'won', company_id: company?.id })
  await tx`insert into deals (id, name, stage) values (${id}, 'Never', 'won') on conflict do nothing`
  const [row] = await tx`
    update deals set amount = coalesce(amount, 0) + 7 where id = ${id} returning amount::int, name`
  expect(row).toEqual({ amount: 7, name: `Again ${round}` })
  await tx.unsafe(`insert into ${notes} (deal_id, text) values ($1, 'one'), ($1, 'two')`, [id])
  await tx.unsafe(`insert into ${contactNotes} (contact_id, text) values ($1, 'three')`, [
    contact?.id ?? 0,
  ])
  const joined = await tx.unsafe(
    `select d.stage, c.name, n.text
     from deals as d join companies as c on c.id = d.company_id join ${notes} as n on n.deal_id = d.id
     where d.id = $1 order by n.id`,
    [id],
  )
  expect(joined.map(({ text }) => text)).toEqual(['one', 'two'])
  const [counted] = await tx`
    select nb_deals::int, nb_contacts::int from companies_summary where id = ${company?.id ?? 0}`
  expect(counted).toEqual({ nb_deals: 1, nb_contacts: 1 })
  expect((await tx`delete from companies where id = ${company?.id ?? 0}`).count).toBe(1)
  expect(await tx`select from deals where id = ${id}`).toHaveLength(0)
}
