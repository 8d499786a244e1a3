import type { RunningServer } from '@valence/server'

/** The answer of the REST API: its status, and its body as the caller knows it. */
export interface RestAnswer<T> {
  readonly status: number
  readonly body: T
}

/** A person who is signed in at the API. */
export interface RestClient {
  /** A path below `/rest/v1`; a body makes it a POST unless `method` says otherwise. */
  ask<T>(path: string, options?: { method?: string; body?: unknown }): Promise<RestAnswer<T>>
  /** Calls a function. @throws with the API's words when it refuses */
  call<T>(name: string, args: Record<string, unknown>): Promise<T>
}

/** Signs in by e-mail and password, as the CRM does; further headers go with every request. */
export async function signIn(
  server: RunningServer,
  user: { readonly email: string; readonly password: string },
  headers: Readonly<Record<string, string>> = {},
): Promise<RestClient> {
  const authorization = `Bearer ${await accessToken(server, user)}`
  return clientWith(server, { ...headers, apikey: server.publishableKey, authorization })
}

/** What says who asks, in the header of a request. */
export async function accessToken(
  server: RunningServer,
  user: { readonly email: string; readonly password: string },
): Promise<string> {
  const apikey = server.publishableKey
  const response = await fetch(`${server.url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey, 'content-type': 'application/json' },
    body: JSON.stringify(user),
  })
  const session = (await response.json()) as { access_token?: string }
  if (!session.access_token) throw new Error(`${user.email} cannot sign in: ${response.status}`)
  return session.access_token
}

/** A visitor: the public key, and no session. */
export function visitor(server: RunningServer): RestClient {
  return clientWith(server, { apikey: server.publishableKey })
}

function clientWith(server: RunningServer, headers: Readonly<Record<string, string>>): RestClient {
  const ask: RestClient['ask'] = async (path, { method, body } = {}) => {
    const response = await fetch(`${server.url}/rest/v1/${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...headers,
        'content-type': 'application/json',
        prefer: 'return=representation',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) } as never
  }
  return {
    ask,
    call: async (name, args) => {
      const { status, body } = await ask<unknown>(`rpc/${name}`, { body: args })
      if (status >= 400) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`)
      return body as never
    },
  }
}
