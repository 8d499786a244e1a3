import type { Sql } from '@valence/db'
import type { RunningServer } from '@valence/server'
import { accessToken, signIn } from '../rest-client.fixture.ts'
import type { Attacker } from './hostile-run.ts'

const PLANTED_RECORD = 'planted-record-7c1f'
const PLANTED_VIEW = 'planted-view-91ab'

/** Plants what others must not see, and makes somebody of each kind who tries to. */
export async function prepareAttackers(
  sql: Sql,
  server: RunningServer,
  administrator: { readonly email: string; readonly password: string; readonly salesId: number },
): Promise<readonly Attacker[]> {
  const ada = await signIn(server, administrator)
  await sql`insert into public.companies (name) values (${PLANTED_RECORD})`
  await sql`
    insert into public.saved_views (sales_id, resource, name)
    values (${administrator.salesId}, 'contacts', ${PLANTED_VIEW})`
  const add = async (role: string, isDisabled = false): Promise<Attacker> => {
    const email = `attacker-${role}-${isDisabled}@valence.example`
    const made = await ada.call<{ id: number; password: string }>('add_sales_user', {
      email,
      first_name: 'At',
      last_name: 'Tacker',
      new_role: role,
    })
    const token = await accessToken(server, { email, password: made.password })
    if (isDisabled) await ada.call('set_sales_disabled', { user_id: made.id, is_disabled: true })
    const mustNotSee = isDisabled ? [PLANTED_RECORD, PLANTED_VIEW] : [PLANTED_VIEW]
    return { name: isDisabled ? 'disabled' : role, token, mustNotSee }
  }
  return [
    { name: 'visitor', token: null, mustNotSee: [PLANTED_RECORD, PLANTED_VIEW] },
    await add('sales', true),
    await add('read_only'),
    await add('sales'),
    await add('manager'),
    await add('administrator'),
  ]
}

/** Every table and view that the API shows. */
export async function relationsOf(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_catalog.pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm') order by 1`
  return rows.map(({ name }) => name)
}
