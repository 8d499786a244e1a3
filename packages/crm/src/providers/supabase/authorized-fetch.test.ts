import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuthorizedFetch } from './authorized-fetch.ts'

type Auth = Parameters<typeof createAuthorizedFetch>[1]

/** Someone whose token is `first`, and after a refresh `second` (none: the refresh is refused). */
function person(first: string | null, second: string | null): Auth & { refreshes: number } {
  const sessionOf = (token: string | null) => (token ? { access_token: token } : null)
  const auth = {
    refreshes: 0,
    getSession: async () => ({ data: { session: sessionOf(first) } }),
    refreshSession: async () => {
      auth.refreshes += 1
      return { data: { session: sessionOf(second) } }
    },
  }
  return auth as unknown as Auth & { refreshes: number }
}

/** A server that knows one token. */
function serve(good: string) {
  const seen: string[] = []
  vi.stubGlobal('fetch', async (_input: unknown, init: { headers: Headers }) => {
    const token = init.headers.get('authorization') ?? ''
    seen.push(token)
    return new Response(null, { status: token === `Bearer ${good}` ? 200 : 401 })
  })
  return seen
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

describe('createAuthorizedFetch', () => {
  it('renews a token that the server does not take, and asks again', async () => {
    const seen = serve('new')
    const answer = await createAuthorizedFetch('key', person('old', 'new'))('/rest/v1/contacts')
    expect(answer.status).toBe(200)
    expect(seen).toEqual(['Bearer old', 'Bearer new'])
  })

  it('says in which time zone the reader is', async () => {
    const zones: (string | null)[] = []
    vi.stubGlobal('fetch', async (_input: unknown, init: { headers: Headers }) => {
      zones.push(init.headers.get('x-time-zone'))
      return new Response(null)
    })
    vi.stubEnv('TZ', 'Asia/Tokyo')
    await createAuthorizedFetch('key', person('token', null))('/rest/v1/contacts')
    expect(zones).toEqual(['Asia/Tokyo'])
  })

  it('asks no third time', async () => {
    const seen = serve('another')
    const answer = await createAuthorizedFetch('key', person('old', 'new'))('/rest/v1/contacts')
    expect(answer.status).toBe(401)
    expect(seen).toHaveLength(2)
  })

  it('hands on the refusal when the session cannot be renewed', async () => {
    serve('new')
    expect((await createAuthorizedFetch('key', person('old', null))('/')).status).toBe(401)
  })

  it('sends the public key where nobody is signed in, and renews nothing', async () => {
    const seen = serve('none')
    const nobody = person(null, null)
    await createAuthorizedFetch('key', nobody)('/')
    expect(seen).toEqual(['Bearer key'])
    expect(nobody.refreshes).toBe(0)
  })
})
