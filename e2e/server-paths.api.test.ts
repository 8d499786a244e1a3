import { AUTH_DOORS, STORAGE_DOORS } from '@valence/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareAttackers } from './attack/attackers.ts'
import type { Attacker } from './attack/hostile-run.ts'
import { sendRaw } from './attack/send.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'

/** Asked in this order, as the answers below stand. */
const CALLERS = ['visitor', 'disabled', 'read_only', 'sales', 'manager', 'administrator']

/**
 * What each caller is answered at each door of the server, by status; a door that does not stand here makes this fail. What the tables,
 * columns and functions behind `/rest/v1` let whom do stands in `packages/schema/doors.snapshot.txt`.
 */
const ANSWERS: Readonly<Record<string, string>> = {
  'DELETE /storage/v1/bucket/*': '404 403 404 404 404 404',
  'DELETE /storage/v1/object/*': '404 403 404 404 404 404',
  'GET /auth/v1/admin/users': '404 404 404 404 404 404',
  'GET /auth/v1/health': '200 200 200 200 200 200',
  'GET /auth/v1/reauthenticate': '401 400 200 200 200 200',
  'GET /auth/v1/settings': '200 200 200 200 200 200',
  'GET /auth/v1/user': '401 400 200 200 200 200',
  'GET /auth/v1/verify': '400 400 400 400 400 400',
  'GET /config.json': '200 200 200 200 200 200',
  'GET /healthz': '200 200 200 200 200 200',
  'GET /readyz': '200 200 200 200 200 200',
  'GET /rest/v1/': '403 403 403 403 403 403',
  'GET /rest/v1/contacts': '401 403 200 200 200 200',
  'GET /storage/v1/bucket': '200 403 200 200 200 200',
  'GET /storage/v1/bucket/*': '404 403 404 404 404 404',
  'GET /storage/v1/object/*': '400 403 400 400 400 400',
  'GET /storage/v1/object/public/*': '400 400 400 400 400 400',
  'GET /storage/v1/object/sign/*': '400 400 400 400 400 400',
  'GET /storage/v1/s3': '404 404 404 404 404 404',
  'HEAD /storage/v1/object/*': '400 403 400 400 400 400',
  'HEAD /storage/v1/object/public/*': '400 400 400 400 400 400',
  'HEAD /storage/v1/object/sign/*': '400 400 400 400 400 400',
  'POST /': '405 405 405 405 405 405',
  'POST /auth/v1/logout': '401 403 204 204 204 204',
  'POST /auth/v1/otp': '404 404 404 404 404 404',
  'POST /auth/v1/recover': '400 400 400 400 400 400',
  'POST /auth/v1/signup': '422 422 422 422 422 422',
  'POST /auth/v1/token': '400 400 400 400 400 400',
  'POST /auth/v1/verify': '400 400 400 400 400 400',
  'POST /rest/v1/rpc/nothing': '404 404 404 404 404 404',
  'POST /storage/v1/bucket': '400 403 400 400 400 400',
  'POST /storage/v1/bucket/*': '404 403 404 404 404 404',
  'POST /storage/v1/object/*': '400 403 400 200 200 200',
  'PUT /auth/v1/user': '401 400 200 200 200 200',
  'PUT /storage/v1/bucket/*': '404 403 404 404 404 404',
  'PUT /storage/v1/object/*': '400 403 400 400 400 400',
  'PUT /storage/v1/object/upload/sign/*': '400 400 400 400 400 400',
}

/** Asked last: whoever signs out is a visitor from then on. */
const isFarewell = (door: string) => door === 'POST /auth/v1/logout'

describe('the paths of the server', () => {
  let stack: OpportunityStack
  let callers: readonly Attacker[]

  beforeAll(async () => {
    process.env['VALENCE_TRUSTED_PROXIES'] = '127.0.0.1'
    stack = await startOpportunityStack()
    callers = await prepareAttackers(stack.database.sql, stack.server, stack.users[0])
  })
  afterAll(() => stack?.stop())

  /** What is asked for is not there, or is nothing: the door is tried, not what lies behind it. */
  async function statusOf(door: string, caller: Attacker): Promise<number> {
    const [method = '', pattern = ''] = door.split(' ')
    const bearer = caller.token === null ? {} : { authorization: `Bearer ${caller.token}` }
    const { status } = await sendRaw(
      stack.server.url,
      {
        method,
        path: pattern.replace('*', `crm-files/${caller.name}.txt`),
        headers: { 'content-type': 'application/json' },
        ...(['GET', 'HEAD'].includes(method) ? {} : { body: '{}' }),
      },
      {
        apikey: stack.server.publishableKey,
        // Limits of tries are counted by address.
        'x-forwarded-for': `10.0.0.${CALLERS.indexOf(caller.name)}`,
        ...bearer,
      },
    )
    return status
  }

  it('answer each caller as it is written down', async () => {
    expect(callers.map(({ name }) => name)).toEqual(CALLERS)
    const doors = [
      ...Object.keys(AUTH_DOORS).map((door) => door.replace(' ', ' /auth/v1')),
      ...Object.keys(STORAGE_DOORS).map((door) => door.replace(' ', ' /storage/v1')),
      ...['GET /rest/v1/', 'GET /rest/v1/contacts', 'POST /rest/v1/rpc/nothing'],
      ...['GET /healthz', 'GET /readyz', 'GET /config.json', 'POST /'],
      ...['GET /auth/v1/admin/users', 'POST /auth/v1/otp', 'GET /storage/v1/s3'],
    ]
    const ordered = [...doors.filter((door) => !isFarewell(door)), ...doors.filter(isFarewell)]
    const answers: Record<string, string> = {}
    for (const door of ordered) {
      const statuses: number[] = []
      for (const caller of callers) statuses.push(await statusOf(door, caller))
      answers[door] = statuses.join(' ')
    }
    expect(answers).toEqual(ANSWERS)
  })
})
