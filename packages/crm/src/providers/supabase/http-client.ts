import { HttpError } from 'ra-core'
import type { AuthorizedFetch } from './authorized-fetch.ts'

interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** Undefined where the body is no JSON. */
  readonly json: unknown
}

/** What ra-data-postgrest calls for each request. @throws HttpError with the server's body, worded by `toUserError` */
export function createHttpClient(
  send: AuthorizedFetch,
): (url: string, options?: RequestInit) => Promise<HttpAnswer> {
  return async (url, options) => {
    const response = await send(url, options)
    const body = await response.text()
    const json = parse(body)
    if (!response.ok) throw new HttpError(response.statusText, response.status, json)
    return { status: response.status, headers: response.headers, body, json }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // An empty answer, or a proxy's page: the status says enough.
    return undefined
  }
}
