import { callableFunctions } from '@valence/schema'
import { manifest, type SqlFunction } from '@valence/schema/manifest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import {
  accessToken,
  type RestAnswer,
  type RestClient,
  signIn,
  visitor,
} from './rest-client.fixture.ts'

/** Who may stand before a function, from the least to the most. */
const CALLERS = ['visitor', 'disabled', 'read_only', 'sales', 'manager', 'administrator'] as const
type CallerName = (typeof CALLERS)[number]

/** Texts that would be more than texts, if anything took them for it. */
const HOSTILE_TEXTS = [
  `'; select set_config('role', 'postgres', false); --`,
  `(select count(*) from auth.users)`,
  `public.contacts as o; drop table public.contacts; --`,
  `id), (select pg_sleep(3)), (1`,
  'auth.users',
  '$1',
  '%s%I%L',
  '\\',
  '\u202e\u0001',
  'x'.repeat(5_000),
  '',
]

const HOSTILE: Readonly<Record<string, readonly unknown[]>> = {
  text: HOSTILE_TEXTS,
  jsonb: [
    null,
    '{}',
    [],
    { q: HOSTILE_TEXTS[0] },
    { [`id" = 1; drop table public.contacts; --`]: 1 },
    { 'id@eq; drop table public.contacts': 1 },
    { id: { a: [[[[{}]]]] } },
    { 'name@in': ['a', null, {}] },
    [{ contact_id: 'x' }],
    { companySectors: 5 },
  ],
  bigint: [-1, '9223372036854775807', '99999999999999999999', 'x', null, 1.5],
  integer: [-1, 2_147_483_647, 99_999_999_999, 'x', null],
  boolean: ['x', null, true],
  date: ['infinity', '0001-01-01', '99999-01-01', 'x', null, 5],
  'timestamp with time zone': ['infinity', 'x', null, 7],
  'bigint[]': [[], [null], [-1, -1], 'x', [[1]]],
  'text[]': [[], [null], HOSTILE_TEXTS.slice(0, 3), [['a']]],
  'timestamp with time zone[]': [[], ['x'], null],
  'public.opportunity_stage': ['x', null, `lead'; drop table public.contacts; --`],
}

/** What no answer may hold, whoever asks. */
const SECRET = /encrypted_password|\$2[aby]\$\d\d\$|valence_api|at line \d+ of|PL\/pgSQL/

const declared = manifest().functions

describe('the doors of the API', () => {
  let stack: OpportunityStack
  let clients: Readonly<Record<CallerName, RestClient>>

  beforeAll(async () => {
    stack = await startOpportunityStack()
    const ada = await signIn(stack.server, stack.users[0])
    const add = async (role: CallerName) => {
      const email = `door-${role}@valence.example`
      const made = await ada.call<{ id: number; password: string }>('add_sales_user', {
        email,
        first_name: 'Door',
        last_name: role,
        new_role: role === 'disabled' ? 'sales' : role,
      })
      const client = await signIn(stack.server, { email, password: made.password })
      // The token that they have lives on.
      if (role === 'disabled') {
        await ada.call('set_sales_disabled', { user_id: made.id, is_disabled: true })
      }
      return client
    }
    clients = {
      visitor: visitor(stack.server),
      disabled: await add('disabled'),
      read_only: await add('read_only'),
      sales: await add('sales'),
      manager: await add('manager'),
      administrator: await add('administrator'),
    }
  })
  afterAll(() => stack?.stop())

  const rightsOf = () => stack.database.sql`
    select s.id, s.administrator, r.role, r.is_disabled, u.encrypted_password
    from public.sales as s
    left join public.sales_roles as r on r.sales_id = s.id
    left join auth.users as u on u.id = s.user_id
    where s.email not like 'door-%'
    order by s.id`

  it('has an entry for every function that a client may call, and no other', async () => {
    const found = await stack.database.sql<{ name: string }[]>`
      select distinct p.proname as name from pg_proc as p
      where p.pronamespace = 'public'::regnamespace and p.proname <> 'migration_status' order by 1`
    expect(found.map(({ name }) => name)).toEqual(Object.keys(callableFunctions).sort())
  })

  it('shows nobody a function of the engine room', async () => {
    for (const { name } of declared.filter(({ schema }) => schema === 'valence')) {
      const { status } = await clients.administrator.ask(`rpc/${name}`, { body: {} })
      expect(status, name).toBe(404)
    }
    const client = clients.administrator
    for (const profile of ['valence', 'auth', 'valence_migration', 'pg_catalog']) {
      const response = await fetch(`${stack.server.url}/rest/v1/rpc/folded_text`, {
        method: 'POST',
        headers: {
          apikey: stack.server.publishableKey,
          authorization: `Bearer ${await accessToken(stack.server, stack.users[0])}`,
          'content-type': 'application/json',
          'content-profile': profile,
        },
        body: JSON.stringify({ given: 'x' }),
      })
      expect(response.status, profile).toBeGreaterThanOrEqual(400)
    }
    expect((await client.ask('rpc/set_config', { body: {} })).status).toBe(404)
  })

  it('lets visitors through to nothing', async () => {
    for (const [name] of Object.entries(callableFunctions)) {
      const { status } = await clients.visitor.ask(`rpc/${name}`, { body: {} })
      // A trigger function is called by nobody at all.
      expect([400, 401, 403, 404], name).toContain(status)
    }
  })

  it('lets administrators alone through to what is theirs', async () => {
    const before = await rightsOf()
    const guarded = Object.entries(callableFunctions).filter(
      ([, caller]) => caller === 'administrators',
    )
    expect(guarded.length).toBeGreaterThan(4)
    for (const [name] of guarded) {
      const body = argumentsOf(name, () => null)
      for (const caller of ['disabled', 'read_only', 'sales', 'manager'] as const) {
        const { status } = await clients[caller].ask(`rpc/${name}`, {
          body: { ...body, ...SAMPLES[name] },
        })
        expect([400, 403], `${name} for ${caller}`).toContain(status)
      }
    }
    expect(await rightsOf()).toEqual(before)
  })

  it.each(Object.keys(callableFunctions))(
    '%s answers hostile arguments with a refusal or with nothing of others, and never fails itself',
    async (name) => {
      const before = await rightsOf()
      for (const [place, body] of hostileBodies(name).entries()) {
        // Each body before two of the callers, so that all meet all kinds.
        for (const caller of [CALLERS[1 + (place % 5)], CALLERS[1 + ((place + 2) % 5)]]) {
          if (caller === undefined) continue
          const answer: RestAnswer<unknown> = await clients[caller].ask(`rpc/${name}`, { body })
          const told = JSON.stringify(answer.body) ?? ''
          expect(
            answer.status,
            `${name} for ${caller} with ${JSON.stringify(body).slice(0, 200)}: ${told.slice(0, 300)}`,
          ).toBeLessThan(500)
          expect(told.slice(0, 100_000)).not.toMatch(SECRET)
        }
      }
      expect(await rightsOf()).toEqual(before)
    },
  )
})

/** Arguments with which a function would do something for whom may. */
const SAMPLES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  add_sales_user: {
    email: 'someone@valence.example',
    first_name: 'A',
    last_name: 'B',
    new_role: 'administrator',
  },
  change_settings: { changes: { house: 'x' }, former: {}, dropped: {} },
  forget_old_changes: { batch_size: 10 },
  renew_sales_password: { user_id: 1 },
  set_sales_disabled: { user_id: 1, is_disabled: true },
  set_sales_role: { user_id: 2, new_role: 'administrator' },
}

/** Not asked with every value at once: one argument is hostile, the others are what they are by default. */
function hostileBodies(name: string): readonly Readonly<Record<string, unknown>>[] {
  const { arguments: given } = functionOf(name)
  const inputs = given.filter(({ mode }) => mode === 'in')
  return [
    {},
    { unknown_argument: 1 },
    ...inputs.flatMap((argument) =>
      (HOSTILE[argument.type] ?? HOSTILE_TEXTS).map((value) => ({
        ...argumentsOf(name, () => null),
        // Whose rights are tried is nobody that is there.
        ...(argument.name === 'user_id'
          ? {}
          : name === 'set_sales_role' || name === 'set_sales_disabled'
            ? { user_id: -1 }
            : {}),
        [argument.name]: value,
      })),
    ),
  ]
}

function argumentsOf(name: string, value: () => unknown): Readonly<Record<string, unknown>> {
  const required = functionOf(name).arguments.filter(
    ({ mode, hasDefault }) => mode === 'in' && !hasDefault,
  )
  return Object.fromEntries(required.map((argument) => [argument.name, value()]))
}

function functionOf(name: string): SqlFunction {
  const found = declared.find((one) => one.schema === 'public' && one.name === name)
  if (found === undefined) throw new Error(`no file declares ${name}`)
  return found
}
