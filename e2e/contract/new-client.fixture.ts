import { expect } from 'vitest'
import type { ApiClient } from './api-client.fixture.ts'

/** What the new client does, by the phase that makes it possible, and what the old names must then show. */
export const newClientRounds: Readonly<
  Record<'1.1' | '1.2' | '1.3' | '1.4' | 'rest', (api: ApiClient, round: string) => Promise<void>>
> = {
  '1.1': async (api, round) => {
    const created = await api.create<{ id: number }>('opportunities', {
      name: `New ${round}`,
      stage: 'lead',
      amount: 5,
    })
    const moved = await api.update('opportunities', created.id, { stage: 'negotiation' })
    expect(moved).toMatchObject({ stage: 'negotiation', probability: 80 })
    expect(await api.getOne('deals', created.id)).toMatchObject({
      name: `New ${round}`,
      stage: 'in-negociation',
    })
    await api.update('opportunities', created.id, { deleted_at: '2026-01-01T00:00:00.000Z' })
    expect(await api.getMany('deals', [created.id])).toEqual([])
    await api.remove('opportunities', created.id)
  },

  '1.2': async (api, round) => {
    const [home, second] = await twoCompanies(api, round)
    const contact = await api.create<{ id: number }>('contacts', {
      last_name: `New${round}`,
      company_id: home,
      avatar: { src: 'x' },
    })
    await api.rpc('set_contact_organizations', {
      contact_id: contact.id,
      organizations: [{ organization_id: second }, { organization_id: home, role: 'buyer' }],
    })
    expect(await api.getOne('contacts', contact.id)).toMatchObject({ company_id: second })
    await api.update('contacts', contact.id, { company_id: home })
    const links = await api.getList<{ organization_id: number }>('contact_organizations', {
      contact_id: `eq.${contact.id}`,
      is_primary_organization: 'is.true',
      deleted_at: 'is.null',
    })
    expect(links.rows.map((link) => link.organization_id)).toEqual([home])
    for (const id of [home, second]) await api.remove('companies', id)
  },

  '1.3': async (api, round) => {
    const [home, second] = await twoCompanies(api, round)
    const contact = await api.create<{ id: number }>('contacts', {
      last_name: `New${round}`,
      company_id: home,
      avatar: { src: 'x' },
    })
    const { id } = await api.create<{ id: number }>('opportunities', {
      name: `New ${round}`,
      stage: 'proposal',
      customer_organization_id: home,
      contact_ids: [contact.id],
    })
    const links = await api.getList<{ contact_id: number }>('opportunity_contacts', {
      opportunity_id: `eq.${id}`,
    })
    expect(links.rows.map((link) => link.contact_id)).toEqual([contact.id])
    await api.create('opportunity_participants', {
      opportunity_id: id,
      organization_id: second,
      role: 'partner',
    })
    for (const company of [home, second]) await api.remove('companies', company)
  },

  rest: async (api, round) => {
    const [home, second] = await twoCompanies(api, round)
    const contact = await api.create<{ id: number }>('contacts', {
      last_name: `New${round}`,
      company_id: home,
      avatar: { src: 'x' },
    })
    const { id } = await api.rpc<{ id: number }>('create_opportunity_with_participants', {
      opportunity: { name: `New ${round}`, stage: 'proposal', customer_organization_id: home },
      contacts: [{ contact_id: contact.id, role: 'champion' }],
      participants: [{ organization_id: second, role: 'partner' }],
    })
    expect(await api.getOne('deals', id)).toMatchObject({
      company_id: home,
      contact_ids: [contact.id],
      stage: 'proposal-sent',
    })
    expect(await api.getOne('deals_summary', id)).toMatchObject({ company_name: `A ${round}` })
    await api.rpc('move_opportunity', { opportunity_id: id, new_stage: 'closed_won' })
    expect(await api.getOne('deals', id)).toMatchObject({ stage: 'won' })
    const participants = await api.getList<{ role: string }>('opportunity_participants', {
      opportunity_id: `eq.${id}`,
      order: 'id.asc',
    })
    expect(participants.rows.map(({ role }) => role)).toEqual(['customer', 'partner'])
    for (const company of [home, second]) await api.remove('companies', company)
  },

  '1.4': async (api, round) => {
    const { id } = await api.create<{ id: number }>('opportunities', {
      name: `New ${round}`,
      stage: 'lead',
    })
    const note = await api.rpc<{ id: number }>('log_activity', {
      activity: { type: 'note', description: `Met ${round}`, opportunity_id: id },
    })
    const notes = () =>
      api.getList<{ text: string }>('deal_notes', { deal_id: `eq.${id}`, order: 'id.asc' })
    expect((await notes()).rows).toMatchObject([{ text: `Met ${round}` }])
    await api.update('activities', note.id, { description: `Met twice ${round}` })
    expect((await notes()).rows).toMatchObject([{ text: `Met twice ${round}` }])
    await api.update('activities', note.id, { deleted_at: '2026-01-01T00:00:00.000Z' })
    expect((await notes()).rows).toEqual([])
    await api.update('activities', note.id, { deleted_at: null })
    expect((await notes()).rows).toMatchObject([{ text: `Met twice ${round}` }])
    await api.rpc('log_activity', {
      activity: { type: 'call', subject: `Rang ${round}`, opportunity_id: id },
    })
    expect((await notes()).total).toBe(1)
    await api.remove('opportunities', id)
  },
}

async function twoCompanies(api: ApiClient, round: string): Promise<readonly [number, number]> {
  const ids = []
  for (const name of ['A', 'B']) {
    const { id } = await api.create<{ id: number }>('companies', {
      name: `${name} ${round}`,
      logo: { src: 'x' },
    })
    ids.push(id)
  }
  return [ids[0] ?? 0, ids[1] ?? 0]
}
