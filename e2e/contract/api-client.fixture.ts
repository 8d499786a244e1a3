/** One request that did not answer as it should. */
export interface Failure {
  readonly what: string
  readonly status: number
  readonly answer: string
  readonly at: Date
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'HEAD'
  /** Below `/rest/v1/`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly prefer?: string
  /** One object instead of a list, as react-admin asks for single records. */
  readonly isSingle?: boolean
}

export interface Answer<Body> {
  readonly body: Body
  /** Rows in all, from Content-Range; null where it was not asked for. */
  readonly total: number | null
}

/** Requests in the shapes of ra-data-postgrest and supabase-js, which Atomic CRM's pages use, as one signed-in person. */
export interface ApiClient {
  send<Body>(request: Request): Promise<Answer<Body>>
  getList<Row>(
    resource: string,
    query: Readonly<Record<string, string>>,
  ): Promise<{ rows: Row[]; total: number }>
  getOne<Row>(resource: string, id: number): Promise<Row>
  getMany<Row>(resource: string, ids: readonly number[]): Promise<Row[]>
  create<Row>(resource: string, data: object): Promise<Row>
  update<Row>(resource: string, id: number, data: object): Promise<Row>
  remove(resource: string, id: number): Promise<void>
  rpc<Body>(name: string, parameters: object): Promise<Body>
  /** How many requests were answered, and the slowest of them. */
  readonly tally: { requests: number; slowestMs: number; slowest: string }
}

export class RequestFailed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(`${failure.what}: ${failure.status} ${failure.answer}`)
    this.failure = failure
  }
}

export async function signIn(
  server: { readonly url: string; readonly publishableKey: string },
  user: { readonly email: string; readonly password: string },
): Promise<ApiClient> {
  const { url, publishableKey } = server
  const response = await fetch(`${url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({ email: user.email, password: user.password }),
  })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  const { access_token: token } = (await response.json()) as { access_token: string }
  return clientOf(`${url}/rest/v1/`, { apikey: publishableKey, authorization: `Bearer ${token}` })
}

const REPRESENTATION = 'return=representation'

function clientOf(root: string, identity: Readonly<Record<string, string>>): ApiClient {
  const tally = { requests: 0, slowestMs: 0, slowest: '' }

  async function send<Body>(request: Request): Promise<Answer<Body>> {
    const { method = 'GET', path } = request
    const what = `${method} ${path}`
    const startedAt = performance.now()
    const response = await fetch(urlOf(root, request), { method, ...contentOf(request, identity) })
    const text = await response.text()
    const tookMs = performance.now() - startedAt
    tally.requests += 1
    if (tookMs > tally.slowestMs) Object.assign(tally, { slowestMs: tookMs, slowest: what })
    if (!response.ok) {
      throw new RequestFailed({ what, status: response.status, answer: text, at: new Date() })
    }
    return {
      body: (text === '' ? null : JSON.parse(text)) as Body,
      total: totalOf(response.headers.get('content-range')),
    }
  }

  return {
    tally,
    send,
    async getList<Row>(resource: string, query: Readonly<Record<string, string>>) {
      const { body, total } = await send<Row[]>({
        path: resource,
        query: { offset: '0', limit: '25', ...query },
        prefer: 'count=exact',
      })
      return { rows: body, total: total ?? Number.NaN }
    },
    getOne: async <Row>(resource: string, id: number) =>
      (await send<Row>({ path: resource, query: { id: `eq.${id}` }, isSingle: true })).body,
    getMany: async <Row>(resource: string, ids: readonly number[]) =>
      (await send<Row[]>({ path: resource, query: { id: `in.(${ids.join(',')})` } })).body,
    create: async <Row>(resource: string, data: object) =>
      (
        await send<Row>({
          method: 'POST',
          path: resource,
          body: data,
          prefer: REPRESENTATION,
          isSingle: true,
        })
      ).body,
    update: async <Row>(resource: string, id: number, data: object) =>
      (
        await send<Row>({
          method: 'PATCH',
          path: resource,
          query: { id: `eq.${id}` },
          body: data,
          prefer: REPRESENTATION,
          isSingle: true,
        })
      ).body,
    remove: async (resource: string, id: number) => {
      await send({
        method: 'DELETE',
        path: resource,
        query: { id: `eq.${id}` },
        prefer: REPRESENTATION,
        isSingle: true,
      })
    },
    rpc: async <Body>(name: string, parameters: object) =>
      (await send<Body>({ method: 'POST', path: `rpc/${name}`, body: parameters })).body,
  }
}

function urlOf(root: string, { path, query = {} }: Request): string {
  const search = new URLSearchParams(query).toString()
  return `${root}${path}${search === '' ? '' : `?${search}`}`
}

function contentOf(
  { body, prefer, isSingle = false }: Request,
  identity: Readonly<Record<string, string>>,
): RequestInit {
  const headers = {
    ...identity,
    accept: isSingle ? 'application/vnd.pgrst.object+json' : 'application/json',
    ...(prefer === undefined ? {} : { prefer }),
  }
  if (body === undefined) return { headers }
  return {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
}

/** `0-24/319` says how many there are; `*` that no one counted. */
function totalOf(range: string | null): number | null {
  const total = range?.split('/').at(-1)
  return total === undefined || total === '*' ? null : Number(total)
}
