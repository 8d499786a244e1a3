import type { Sql } from '@valence/db'
import type { NoteNames, World } from './kinds.ts'

/** Ids to work on, at most `limit` of each; of notes, those of these deals and contacts first. */
export async function readWorld(sql: Sql, names: NoteNames, limit: number): Promise<World> {
  const read = async (query: string) =>
    (await sql.unsafe<{ id: number }[]>(`${query} limit ${limit}`)).map(({ id }) => id)
  return {
    deals: await read('select id from public.deals order by id'),
    contacts: await read('select id from public.contacts order by id'),
    companies: await read('select id from public.companies order by id'),
    dealNotes: await read(`select id from public.${names.notes} order by deal_id, id`),
    contactNotes: await read(`select id from public.${names.contactNotes} order by contact_id, id`),
  }
}

/** Names of the tables of notes. */
export function noteNames(generation: 'g8' | 'g21'): NoteNames {
  return generation === 'g8'
    ? { notes: '"dealNotes"', contactNotes: '"contactNotes"' }
    : { notes: 'deal_notes', contactNotes: 'contact_notes' }
}
