import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Transaction } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

class Undo extends Error {}

describe.each(['g8', 'g21'] as const)('old and new clients side by side on %s', (generation) => {
  let database: TestDatabase
  let user: string
  const notes = generation === 'g8' ? '"dealNotes"' : 'deal_notes'
  const contactNotes = generation === 'g8' ? '"contactNotes"' : 'contact_notes'

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation })
    const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    await runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      () => {},
    )
    await rm(backupFolder, { recursive: true })
    const [row] = await database.sql`select user_id as id from public.sales order by id limit 1`
    user = String(row?.['id'])
  })
  afterAll(() => database.drop())

  /** As a signed-in user, undone afterwards so that tests do not meet one another's rows. */
  async function asUser(work: (tx: Transaction) => Promise<void>): Promise<void> {
    await database
      .asUser(user, async (tx) => {
        await work(tx)
        throw new Undo()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error
      })
  }

  async function insertDeal(tx: Transaction, stage = 'opportunity'): Promise<number> {
    const [deal] = await tx<{ id: number }[]>`
      insert into public.deals (name, stage, amount, index) values ('Old client', ${stage}, 100, 0) returning id`
    return deal?.id ?? 0
  }

  const stageOf = async (tx: Transaction, id: number) => {
    const [row] = await tx`
      select o.stage::text as stage, o.status::text as status, o.probability, d.stage as legacy
      from public.opportunities as o join public.deals as d on d.id = o.id where o.id = ${id}`
    return row
  }

  it('an old insert has a stage, a probability and its place at once', () =>
    asUser(async (tx) => {
      const id = await insertDeal(tx, 'proposal-sent')
      expect(await stageOf(tx, id)).toEqual({
        stage: 'proposal',
        status: 'active',
        probability: 60,
        legacy: 'proposal-sent',
      })
    }))

  it('an old client moves the stage, and its status goes with delayed and comes back', () =>
    asUser(async (tx) => {
      const id = await insertDeal(tx)
      await tx`update public.deals set stage = 'delayed' where id = ${id}`
      expect(await stageOf(tx, id)).toMatchObject({
        stage: 'nurturing',
        status: 'on_hold',
        probability: 15,
      })
      await tx`update public.deals set stage = 'won' where id = ${id}`
      expect(await stageOf(tx, id)).toMatchObject({
        stage: 'closed_won',
        status: 'active',
        probability: 100,
      })
    }))

  it('a new client moves the stage, and the old value follows', () =>
    asUser(async (tx) => {
      const id = await insertDeal(tx)
      await tx`select public.move_opportunity(${id}, 'negotiation')`
      expect(await stageOf(tx, id)).toMatchObject({
        stage: 'negotiation',
        legacy: 'in-negociation',
      })
    }))

  it('a write through the old name that keeps the old value never moves the new stage', () =>
    asUser(async (tx) => {
      const id = await insertDeal(tx)
      await tx`update public.opportunities set stage = 'needs_analysis' where id = ${id}`
      expect(await stageOf(tx, id)).toMatchObject({
        stage: 'needs_analysis',
        legacy: 'opportunity',
      })
      await tx`update public.deals set stage = 'opportunity', amount = 200 where id = ${id}`
      expect(await stageOf(tx, id)).toMatchObject({ stage: 'needs_analysis', probability: 40 })
    }))

  it('a stage that no one mapped is kept as it is, and the opportunity stays visible', () =>
    asUser(async (tx) => {
      const id = await insertDeal(tx, 'handshake')
      expect(await stageOf(tx, id)).toMatchObject({ stage: 'lead', legacy: 'handshake' })
    }))

  it('a probability set by hand stays until it is taken back', () =>
    asUser(async (tx) => {
      const id = await insertDeal(tx)
      await tx`update public.opportunities set probability = 70 where id = ${id}`
      await tx`update public.deals set stage = 'proposal-sent' where id = ${id}`
      expect(await stageOf(tx, id)).toMatchObject({ probability: 70 })
      await tx`update public.opportunities set probability = null where id = ${id}`
      expect(await stageOf(tx, id)).toMatchObject({ probability: 60 })
    }))

  it('old upserts, row locks and deletes work', () =>
    asUser(async (tx) => {
      const id = await insertDeal(tx)
      const [upserted] = await tx`
        insert into public.deals (id, name, stage) values (${id}, 'Again', 'lost')
        on conflict (id) do update set name = excluded.name, stage = excluded.stage
        returning id, name, stage, created_at is not null as has_time`
      expect(upserted).toEqual({ id, name: 'Again', stage: 'lost', has_time: true })
      expect(await tx`select id from public.deals where id = ${id} for update`).toHaveLength(1)
      expect((await tx`delete from public.deals where id = ${id}`).count).toBe(1)
      expect(await tx`select id from public.opportunities where id = ${id}`).toHaveLength(0)
    }))

  it('what a new client moved to the trash is gone for old clients', () =>
    asUser(async (tx) => {
      const id = await insertDeal(tx)
      await tx`update public.opportunities set deleted_at = now() where id = ${id}`
      expect(await tx`select id from public.deals where id = ${id}`).toHaveLength(0)
    }))

  it('contacts of an opportunity are the same under both names, with their order', () =>
    asUser(async (tx) => {
      const [a, b, c] = await tx<
        { id: number }[]
      >`select id from public.contacts order by id limit 3`
      const id = await insertDeal(tx)
      const ids = [c?.id ?? 0, a?.id ?? 0]
      await tx`update public.deals set contact_ids = ${tx.array(ids, 20)} where id = ${id}`
      const linked = async () =>
        (
          await tx`select contact_id as id from public.opportunity_contacts where opportunity_id = ${id} order by position`
        ).map((row) => row['id'])
      expect(await linked()).toEqual(ids)
      await tx`insert into public.opportunity_contacts (opportunity_id, contact_id, position) values (${id}, ${b?.id ?? 0}, 3)`
      await tx`delete from public.opportunity_contacts where opportunity_id = ${id} and contact_id = ${c?.id ?? 0}`
      const [deal] = await tx`select contact_ids from public.deals where id = ${id}`
      expect(deal?.['contact_ids']).toEqual([a?.id, b?.id])
      const dangling = [a?.id ?? 0, 987_654_321]
      await tx`update public.deals set contact_ids = ${tx.array(dangling, 20)} where id = ${id}`
      expect(await linked()).toEqual([a?.id])
    }))

  it('the customer of an opportunity is its primary participant, whoever changes it', () =>
    asUser(async (tx) => {
      const [a, b] = await tx<{ id: number }[]>`select id from public.companies order by id limit 2`
      const id = await insertDeal(tx)
      const customer = async () =>
        (
          await tx`select organization_id as id from public.opportunity_participants
          where opportunity_id = ${id} and is_primary and deleted_at is null`
        ).map((row) => row['id'])
      await tx`update public.deals set company_id = ${a?.id ?? 0} where id = ${id}`
      expect(await customer()).toEqual([a?.id])
      await tx`update public.opportunities set customer_organization_id = ${b?.id ?? 0} where id = ${id}`
      expect(await customer()).toEqual([b?.id])
      await tx`update public.deals set company_id = null where id = ${id}`
      expect(await customer()).toEqual([])
    }))

  it('the organization of a contact is its primary one, whoever changes it', () =>
    asUser(async (tx) => {
      const [a, b] = await tx<{ id: number }[]>`select id from public.companies order by id limit 2`
      const [contact] = await tx<{ id: number }[]>`
        insert into public.contacts (last_name, company_id, avatar) values ('New', ${a?.id ?? 0}, '{"src":"x"}') returning id`
      const id = contact?.id ?? 0
      const primary = async () =>
        (
          await tx`select organization_id as id from public.contact_organizations
          where contact_id = ${id} and is_primary_organization and deleted_at is null`
        ).map((row) => row['id'])
      expect(await primary()).toEqual([a?.id])
      await tx`update public.contacts set company_id = ${b?.id ?? 0} where id = ${id}`
      expect(await primary()).toEqual([b?.id])
      await tx`select public.set_contact_organizations(${id}, jsonb_build_array(
        jsonb_build_object('organization_id', ${a?.id ?? 0}::bigint),
        jsonb_build_object('organization_id', ${b?.id ?? 0}::bigint, 'role', 'champion')))`
      expect(await primary()).toEqual([a?.id])
      const [row] = await tx`select company_id from public.contacts where id = ${id}`
      expect(row?.['company_id']).toBe(a?.id)
      await tx`update public.contacts set company_id = null where id = ${id}`
      expect(await primary()).toEqual([])
    }))

  it('an old client deletes a company with its people, a new one only unlinks them', () =>
    asUser(async (tx) => {
      const [company] = await tx<
        { id: number }[]
      >`insert into public.companies (name) values ('Gone soon') returning id`
      const id = company?.id ?? 0
      const person = async () => {
        const [row] = await tx<{ id: number }[]>`
          insert into public.contacts (last_name, company_id, avatar) values ('Person', ${id}, '{"src":"x"}') returning id`
        return row?.id ?? 0
      }
      const first = await person()
      await tx`select public.trash_organization(${id})`
      const [kept] = await tx`select company_id from public.contacts where id = ${first}`
      expect(kept).toEqual({ company_id: null })
      const second = await person()
      await tx`delete from public.companies where id = ${id}`
      expect(await tx`select id from public.contacts where id = ${second}`).toHaveLength(0)
      expect(await tx`select id from public.contacts where id = ${first}`).toHaveLength(1)
    }))

  it('a note is an activity at once, and an edit on either side reaches the other', () =>
    asUser(async (tx) => {
      const deal = await insertDeal(tx)
      const [contact] = await tx<
        { id: number }[]
      >`select id from public.contacts order by id limit 1`
      const [note] = await tx.unsafe<{ id: number }[]>(
        `insert into public.${notes} (deal_id, text) values (${deal}, 'First') returning id`,
      )
      await tx.unsafe(
        `insert into public.${contactNotes} (contact_id, text, status) values (${contact?.id}, 'Hello', 'warm')`,
      )
      const activity = async () => {
        const [row] = await tx`
          select activity_type::text as kind, description from public.activities
          where source_table = 'opportunity_notes' and source_id = ${note?.id ?? 0}`
        return row
      }
      expect(await activity()).toEqual({ kind: 'interaction', description: 'First' })
      expect(
        await tx`select status from public.activities where description = 'Hello' and activity_type = 'engagement'`,
      ).toEqual([{ status: 'warm' }])
      await tx.unsafe(`update public.${notes} set text = 'Second' where id = ${note?.id}`)
      expect(await activity()).toMatchObject({ description: 'Second' })
      await tx`update public.activities set description = 'Third', outcome = 'good' where source_id = ${note?.id ?? 0} and source_table = 'opportunity_notes'`
      const [edited] = await tx.unsafe(`select text from public.${notes} where id = ${note?.id}`)
      expect(edited).toEqual({ text: 'Third' })
      await tx.unsafe(`delete from public.${notes} where id = ${note?.id}`)
      expect(await activity()).toBeUndefined()
    }))

  it('values from before the migration cannot be changed', () =>
    asUser(async (tx) => {
      await expect(
        tx.savepoint(
          (inner) =>
            inner`update public.opportunities set original_company_id = 1 + coalesce(original_company_id, 0)`,
        ),
      ).rejects.toMatchObject({ code: '42501' })
      await expect(
        tx.savepoint(
          (inner) =>
            inner`update public.contacts set company_id_backup = 1 + coalesce(company_id_backup, 0)`,
        ),
      ).rejects.toMatchObject({ code: '42501' })
    }))

  it('an organization is never below itself', () =>
    asUser(async (tx) => {
      const [a, b] = await tx<{ id: number }[]>`select id from public.companies order by id limit 2`
      await tx`update public.companies set parent_company_id = ${a?.id ?? 0} where id = ${b?.id ?? 0}`
      await expect(
        tx.savepoint(
          (inner) =>
            inner`update public.companies set parent_company_id = ${b?.id ?? 0} where id = ${a?.id ?? 0}`,
        ),
      ).rejects.toMatchObject({ code: '23514' })
    }))

  it('merge_contacts, ours or of the installation, moves what the loser had', () =>
    asUser(async (tx) => {
      const [a, b] = await tx<{ id: number }[]>`select id from public.contacts order by id limit 2`
      const id = await insertDeal(tx)
      await tx`update public.deals set contact_ids = ${tx.array([a?.id ?? 0, b?.id ?? 0], 20)} where id = ${id}`
      await tx.unsafe(
        `insert into public.${contactNotes} (contact_id, text) values (${a?.id}, 'Moves along')`,
      )
      await tx`insert into public.external_keys (contact_id, source, key) values (${a?.id ?? 0}, 'Other', 'M-1')`
      await tx`select public.merge_contacts(${a?.id ?? 0}, ${b?.id ?? 0})`
      const [deal] = await tx`select contact_ids from public.deals where id = ${id}`
      expect(deal?.['contact_ids']).toEqual([b?.id])
      expect(
        await tx`select contact_id from public.opportunity_contacts where opportunity_id = ${id}`,
      ).toEqual([{ contact_id: b?.id }])
      expect(
        await tx`select contact_id from public.activities where description = 'Moves along'`,
      ).toEqual([{ contact_id: b?.id }])
      if (generation === 'g21') return
      // An older installation has no such function: ours also keeps a record, from which it can be undone.
      const [kept] = await tx`
        select (record -> 'contact' ->> 'id')::bigint as loser from public.merge_records where winner_id = ${b?.id ?? 0}`
      expect(kept?.['loser']).toBe(a?.id)
      const [key] = await tx`select contact_id from public.external_keys where key = 'M-1'`
      expect(key).toEqual({ contact_id: b?.id })
    }))
})
