import { SCHEMA_VERSION } from '@valence/schema'
import type { RaRecord } from 'ra-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conflictOf } from './commons/conflict.ts'
import {
  type ContactRecord,
  type CrmDataProvider,
  type OpportunityRecord,
  type TimelineCursor,
  type TimelineKind,
  type TimelinePage,
  WITH_CHILDREN,
} from './types.ts'

/** A provider on data of its own, empty but for two signed-in users. */
export interface ProviderUnderTest {
  /** As the first user, who administers. */
  readonly mine: CrmDataProvider
  /** On the same data, as the second user. */
  readonly theirs: CrmDataProvider
  /** Adds that many tags, named `tag 1` and so on, faster than one by one. */
  addTags(count: number): Promise<void>
  stop(): Promise<void>
}

/** What every provider of the CRM promises, whoever keeps its data. */
export function describeProvider(name: string, start: () => Promise<ProviderUnderTest>): void {
  describe(`the provider on ${name}`, () => {
    let test: ProviderUnderTest
    beforeAll(async () => {
      test = await start()
    })
    afterAll(() => test?.stop())
    const mine = (): CrmDataProvider => test.mine
    const theirs = (): CrmDataProvider => test.theirs

    describeRecords(mine)
    describeSearch(mine)
    describeLists(mine, (count) => test.addTags(count))
    describeChildren(mine)
    describeConflicts(mine, theirs)
    describeVerbs(mine)
    describeErrors(mine)
  })
}

type Provider = () => CrmDataProvider

function describeRecords(provider: Provider): void {
  describe('records', () => {
    it('are created and read, with spaces trimmed and an emptied field as null', async () => {
      const created = await organization(provider(), { name: '  Trimmed  ', city: ' ' })
      const { data } = await provider().getOne('organizations', { id: created.id })
      expect(data).toMatchObject({ name: 'Trimmed', city: null, organization_type: 'unknown' })
    })

    it('are changed where the form changed them, and nowhere else', async () => {
      const created = await organization(provider(), { name: 'Changed', city: 'Turin' })
      const { data } = await provider().update('organizations', {
        id: created.id,
        data: { ...created, name: 'Changed twice' },
        previousData: created,
      })
      expect(data).toMatchObject({ name: 'Changed twice', city: 'Turin' })
    })

    it('go to the trash when deleted: gone from lists', async () => {
      const created = await organization(provider(), { name: 'Trashed' })
      await provider().delete('organizations', { id: created.id, previousData: created })
      expect(await names(provider(), { name: 'Trashed' })).toEqual([])
    })

    it('are read several at a time', async () => {
      const one = await organization(provider(), { name: 'Many one' })
      const two = await organization(provider(), { name: 'Many two' })
      const { data } = await provider().getMany('organizations', { ids: [one.id, two.id] })
      expect(data.map((record) => record['name']).sort()).toEqual(['Many one', 'Many two'])
    })
  })
}

function describeSearch(provider: Provider): void {
  describe('search words and filters', () => {
    const hard = [
      'Acme, Inc (EU)',
      '50% off',
      'a_b Ltd',
      'C:\\temp',
      'Say "hi"',
      "O'Neil",
      'dot.ted',
      'Müller & Söhne',
      'back\\slash, (both)',
    ]
    beforeAll(async () => {
      for (const name of [...hard, '50x off', 'axb Ltd', 'Acme Inc EU']) {
        await organization(provider(), { name, city: 'Searchville' })
      }
    })

    it.each(hard)('find %s by its words, and nothing that only looks like it', async (name) => {
      expect(await names(provider(), { q: name })).toEqual([name])
    })

    it.each(hard)('find %s as a value', async (name) => {
      expect(await names(provider(), { name })).toEqual([name])
    })

    it('find several values at once, whatever is in them', async () => {
      const found = await names(provider(), { name: ['Acme, Inc (EU)', 'Say "hi"', 'C:\\temp'] })
      expect(found.sort()).toEqual(['Acme, Inc (EU)', 'C:\\temp', 'Say "hi"'])
    })

    it('mean all of several words, in any order and in any column', async () => {
      expect(await names(provider(), { q: 'searchville OFF' })).toHaveLength(2)
      expect(await names(provider(), { q: 'off 50% searchville' })).toEqual(['50% off'])
      expect(await names(provider(), { q: 'acme nowhere' })).toEqual([])
    })

    it('hold together with a second condition on the same column', async () => {
      const found = await names(provider(), {
        'name@gte': 'a',
        'name@lt': 'b',
        city: 'Searchville',
      })
      expect(found.every((name) => /^a/i.test(name))).toBe(true)
      expect(found).toContain('a_b Ltd')
    })

    it('find what is unknown', async () => {
      const { id } = await organization(provider(), { name: 'Sectorless', sector: null })
      const { data } = await provider().getList('organizations', {
        ...PAGE,
        filter: { sector: null, name: 'Sectorless' },
      })
      expect(data.map((record) => record.id)).toEqual([id])
    })
  })
}

function describeLists(provider: Provider, addTags: (count: number) => Promise<void>): void {
  describe('lists', () => {
    it('keep every record on one page only, whatever is equal', async () => {
      for (let at = 0; at < 12; at += 1)
        await organization(provider(), { name: 'Twin', city: 'Tie' })
      for (const order of ['ASC', 'DESC'] as const) {
        const seen: unknown[] = []
        for (const page of [1, 2, 3]) {
          const { data } = await provider().getList('organizations', {
            pagination: { page, perPage: 5 },
            sort: { field: 'name', order },
            filter: { city: 'Tie' },
          })
          seen.push(...data.map((record) => record.id))
        }
        expect(new Set(seen).size).toBe(12)
        expect(seen).toHaveLength(12)
      }
    })

    it('count few records exactly, on every page', async () => {
      for (const page of [1, 2, 3]) {
        const { total } = await provider().getList('organizations', {
          pagination: { page, perPage: 5 },
          sort: { field: 'id', order: 'ASC' },
          filter: { city: 'Tie' },
        })
        expect(total).toBe(12)
      }
    })

    it('count many records well enough to page through, and the last page exactly', async () => {
      await addTags(1500)
      const page = (number: number) =>
        provider().getList('tags', {
          pagination: { page: number, perPage: 100 },
          sort: { field: 'id', order: 'ASC' },
          filter: { 'name@like': 'tag %' },
        })
      const first = await page(1)
      expect(first.data).toHaveLength(100)
      expect(first.total).toBeGreaterThan(1000)
      expect((await page(15)).total).toBeGreaterThanOrEqual(1500)
      expect((await page(16)).data).toEqual([])
    })

    it('put the unknown last in either direction', async () => {
      await organization(provider(), { name: 'Known', city: 'Nulls', country: 'A' })
      await organization(provider(), { name: 'Unknown', city: 'Nulls', country: null })
      for (const order of ['ASC', 'DESC'] as const) {
        const { data } = await provider().getList('organizations', {
          ...PAGE,
          sort: { field: 'country', order },
          filter: { city: 'Nulls' },
        })
        expect(data.map((record) => record['name'])).toEqual(['Known', 'Unknown'])
      }
    })

    it('show the records that refer to one', async () => {
      const contact = await person(provider(), { first_name: 'Ref', last_name: 'Erred' })
      await provider().create('tasks', {
        data: { contact_id: contact.id, text: 'call', type: 'call' },
      })
      const { data, total } = await provider().getManyReference('tasks', {
        ...PAGE,
        target: 'contact_id',
        id: contact.id,
        filter: {},
      })
      expect(data.map((task) => task['text'])).toEqual(['call'])
      expect(total).toBe(1)
    })

    it('leave archived opportunities out unless they are asked for', async () => {
      const { data: kept } = await provider().create('opportunities', { data: { name: 'Kept' } })
      const { data: gone } = await provider().create('opportunities', { data: { name: 'Gone' } })
      await provider().update('opportunities', {
        id: gone['id'],
        data: { archived_at: new Date().toISOString() },
        previousData: gone,
      })
      const found = async (filter: Record<string, unknown>) =>
        (await provider().getList('opportunities', { ...PAGE, filter })).data.map(({ id }) => id)
      const ids = [kept['id'], gone['id']]
      expect(await found({ id: ids })).toEqual([kept['id']])
      expect(await found({ id: ids, archived: true })).toEqual([gone['id']])
      expect((await found({ id: ids, archived: 'any' })).sort()).toEqual([...ids].sort())
    })
  })
}

function describeChildren(provider: Provider): void {
  describe('records with children', () => {
    it('keep a contact’s organizations, one of them primary', async () => {
      const first = await organization(provider(), { name: 'First employer' })
      const second = await organization(provider(), { name: 'Second employer' })
      const contact = await person(provider(), {
        last_name: 'Linked',
        organizations: [
          { organization_id: first.id },
          { organization_id: second.id, is_primary_organization: true, role: 'buyer' },
        ],
      })
      const { data } = await provider().getOne<ContactRecord>('contacts', {
        id: contact.id,
        meta: WITH_CHILDREN,
      })
      expect(data.company_id).toBe(second.id)
      expect(
        data.organizations?.map((link) => [link.organization_id, link.is_primary_organization]),
      ).toEqual([
        [second.id, true],
        [first.id, false],
      ])
    })

    it('keep an opportunity’s contacts and organizations', async () => {
      const customer = await organization(provider(), { name: 'Customer' })
      const partner = await organization(provider(), { name: 'Partner' })
      const contact = await person(provider(), { last_name: 'Involved' })
      const { data: created } = await provider().create('opportunities', {
        data: {
          name: 'With children',
          customer_organization_id: customer.id,
          contacts: [{ contact_id: contact.id, role: 'champion' }],
          participants: [{ organization_id: partner.id, role: 'partner' }],
        },
      })
      const { data } = await provider().getOne<OpportunityRecord>('opportunities', {
        id: created['id'],
        meta: WITH_CHILDREN,
      })
      expect(data.contacts).toEqual([{ contact_id: contact.id, role: 'champion' }])
      expect(data.participants?.map((entry) => [entry.organization_id, entry.role])).toEqual([
        [customer.id, 'customer'],
        [partner.id, 'partner'],
      ])
      expect(data).toMatchObject({ stage: 'lead', probability: 10 })
    })
  })
}

function describeConflicts(mine: Provider, theirs: Provider): void {
  describe('two people', () => {
    const change = (
      provider: CrmDataProvider,
      read: RaRecord<number>,
      data: Record<string, unknown>,
    ) =>
      provider.update('contacts', { id: read.id, data: { ...read, ...data }, previousData: read })

    it('who change the same field: the second is told, with both values', async () => {
      const read = await person(mine(), { last_name: 'Contested', title: 'Engineer' })
      await change(theirs(), read, { title: 'Director' })
      const error = await change(mine(), read, { title: 'Manager' }).catch((e: unknown) => e)
      expect(conflictOf(error)?.fields).toEqual([
        { field: 'title', base: 'Engineer', mine: 'Manager', theirs: 'Director' },
      ])
      const { data } = await mine().getOne('contacts', { id: read.id })
      expect(data['title']).toBe('Director')
    })

    it('who change a long text or a list of addresses are told as well', async () => {
      const read = await person(mine(), {
        last_name: 'Contested',
        background: 'x'.repeat(5000),
        email_jsonb: [{ email: 'a@example.com', type: 'Work' }],
      })
      await change(theirs(), read, { background: 'short', email_jsonb: [] })
      const error = await change(mine(), read, {
        background: 'mine',
        email_jsonb: [{ email: 'b@example.com', type: 'Work' }],
      }).catch((e: unknown) => e)
      expect(
        conflictOf(error)
          ?.fields.map(({ field }) => field)
          .sort(),
      ).toEqual(['background', 'email_jsonb'])
    })

    it('who change different fields do not disturb each other', async () => {
      const read = await person(mine(), { last_name: 'Shared', title: 'Engineer' })
      await change(theirs(), read, { title: 'Director' })
      await change(mine(), read, { department: 'Sales' })
      const { data } = await mine().getOne('contacts', { id: read.id })
      expect(data).toMatchObject({ title: 'Director', department: 'Sales' })
    })

    it('who want the same are at one', async () => {
      const read = await person(mine(), { last_name: 'Agreed', title: null })
      await change(theirs(), read, { title: 'Director' })
      const { data } = await change(mine(), read, { title: 'Director' })
      expect(data['title']).toBe('Director')
    })

    it('one of whom knows the other’s value may replace it', async () => {
      const read = await person(mine(), { last_name: 'Settled', title: 'Engineer' })
      const { data: now } = await change(theirs(), read, { title: 'Director' })
      const { data } = await change(mine(), now, { title: 'Manager' })
      expect(data['title']).toBe('Manager')
    })

    it('one of whom changed the organizations meanwhile', async () => {
      const employer = await organization(mine(), { name: 'Employer' })
      const other = await organization(mine(), { name: 'Other employer' })
      const { id } = await person(mine(), { last_name: 'Linked' })
      const { data: read } = await mine().getOne('contacts', { id, meta: WITH_CHILDREN })
      await theirs().setContactOrganizations(Number(id), [
        { organization_id: Number(employer.id), is_primary_organization: true },
      ])
      const error = await change(mine(), read, {
        organizations: [{ organization_id: other.id, is_primary_organization: true }],
      }).catch((e: unknown) => e)
      expect(conflictOf(error)?.fields.map(({ field }) => field)).toEqual(['organizations'])
    })
  })
}

function describeVerbs(provider: Provider): void {
  describe('verbs', () => {
    it('move an opportunity before another one', async () => {
      const ids: number[] = []
      for (const name of ['Move one', 'Move two']) {
        const { data } = await provider().create('opportunities', {
          data: { name, stage: 'proposal' },
        })
        ids.push(Number(data['id']))
      }
      const [one = 0, two = 0] = ids
      await provider().moveOpportunity({ id: one, stage: 'negotiation', beforeId: null })
      const moved = await provider().moveOpportunity({
        id: two,
        stage: 'negotiation',
        beforeId: one,
      })
      expect(moved).toMatchObject({ id: two, stage: 'negotiation' })
      const { data } = await provider().getList('opportunities', {
        ...PAGE,
        sort: { field: 'index', order: 'ASC' },
        filter: { stage: 'negotiation' },
      })
      expect(data.map((record) => record.id)).toEqual([two, one])
    })

    it('add a pipeline up under a filter', async () => {
      const customer = await organization(provider(), { name: 'Summed' })
      for (const amount of [100, 50]) {
        await provider().create('opportunities', {
          data: {
            name: 'Summed',
            amount,
            customer_organization_id: customer.id,
            stage: 'proposal',
          },
        })
      }
      const { stages } = await provider().getPipeline({ customer_organization_id: customer.id })
      expect(stages.proposal).toEqual({ count: 2, amount: 150, weighted: 90 })
      expect(stages.lead.count).toBe(0)
    })

    it('log an activity, and read the timeline page by page', async () => {
      const contact = await person(provider(), { last_name: 'Timely' })
      for (const [day, subject] of [
        ['2026-01-02', 'second'],
        ['2026-01-03', 'third'],
        ['2026-01-01', 'first'],
      ]) {
        await provider().logActivity({
          type: 'call',
          subject: subject ?? '',
          activity_date: `${day}T12:00:00Z`,
          contact_id: Number(contact.id),
        })
      }
      const scope = { contact_id: Number(contact.id) }
      const read = (after: TimelineCursor | null, kinds: TimelineKind[] | null = null) =>
        provider().getTimeline({ scope, kinds, after, limit: 2 })
      const subjects = ({ rows }: TimelinePage) =>
        rows.map((row) => 'activity' in row && row.activity.subject)
      const page = await read(null)
      expect(subjects(page)).toEqual(['third', 'second'])
      expect(page.rows[0]?.kind).toBe('engagement')
      expect((await read(null, ['stage', 'task'])).rows).toEqual([])
      const rest = await read(page.next)
      expect(subjects(rest)).toEqual(['first'])
      expect(rest.next).toBeNull()
    })

    it('know the version of the schema', async () => {
      expect(await provider().getSchemaVersion()).toBe(SCHEMA_VERSION)
    })

    it('know that there is a first user', async () => {
      expect(await provider().isInitialized()).toBe(true)
    })
  })
}

function describeErrors(provider: Provider): void {
  describe('errors', () => {
    it('name the field that is missing', async () => {
      await expect(
        provider().create('organizations', { data: { name: '' } }),
      ).rejects.toMatchObject({
        message: 'crm.error.required_missing',
        body: { errors: { name: 'ra.validation.required' } },
      })
    })

    it('name the field that refers to what is gone', async () => {
      await expect(
        provider().create('tasks', { data: { contact_id: 999_999, text: 'x', type: 'call' } }),
      ).rejects.toMatchObject({
        message: 'crm.error.still_in_use',
        body: { errors: { contact_id: 'crm.error.gone' } },
      })
    })

    it('say that a record does not exist', async () => {
      await expect(provider().getOne('contacts', { id: 999_999 })).rejects.toMatchObject({
        message: 'crm.error.not_found',
      })
      await expect(
        provider().update('contacts', {
          id: 999_999,
          data: { title: 'x' },
          previousData: { id: 999_999, title: null },
        }),
      ).rejects.toMatchObject({ message: 'crm.error.not_found' })
    })

    it('say that a value does not fit', async () => {
      await expect(
        provider().create('opportunities', { data: { name: 'x', amount: 'much' } }),
      ).rejects.toMatchObject({ message: 'crm.error.invalid_value' })
    })
  })
}

const PAGE = {
  pagination: { page: 1, perPage: 50 },
  sort: { field: 'id', order: 'ASC' },
} as const

async function organization(
  provider: CrmDataProvider,
  data: Record<string, unknown>,
): Promise<RaRecord<number>> {
  return read(provider, 'organizations', data)
}

async function person(
  provider: CrmDataProvider,
  data: Record<string, unknown>,
): Promise<RaRecord<number>> {
  return read(provider, 'contacts', data)
}

/** Creates a record, and reads it as a page would. */
async function read(
  provider: CrmDataProvider,
  resource: string,
  data: Record<string, unknown>,
): Promise<RaRecord<number>> {
  const { data: created } = await provider.create(resource, { data })
  return (await provider.getOne<RaRecord<number>>(resource, { id: created['id'] })).data
}

async function names(
  provider: CrmDataProvider,
  filter: Record<string, unknown>,
): Promise<string[]> {
  const { data } = await provider.getList('organizations', { ...PAGE, filter })
  return data.map((record) => String(record['name']))
}
