import { z } from 'zod'

export interface ReadFields {
  /** The fields of the body that are texts; none where it is no JSON, which Lite answers. */
  readonly fields: Readonly<Record<string, string>>
  /** The request as it came. */
  readonly copy: Request
  /** The request with this in the place of its body. */
  withBody(body: Readonly<Record<string, string>>): Request
}

/** The body's size is limited before. */
export async function readFields(request: Request): Promise<ReadFields> {
  const { url, method, headers } = request
  const text = await request.text()
  return {
    fields: textsIn(text),
    copy: new Request(url, { method, headers, body: text }),
    withBody: (body) => {
      const own = new Headers(headers)
      own.delete('content-length')
      return new Request(url, { method, headers: own, body: JSON.stringify(body) })
    },
  }
}

/** PostgreSQL keeps no text that holds NUL, so nobody has such an address. */
function textsIn(text: string): Readonly<Record<string, string>> {
  const found = z.record(z.string(), z.unknown()).safeParse(jsonOf(text)).data ?? {}
  const texts = Object.entries(found).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[1].includes('\0'),
  )
  return Object.fromEntries(texts)
}

export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const claims = jsonOf(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return z.record(z.string(), z.unknown()).safeParse(claims).data ?? {}
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON, so it holds nothing.
    return null
  }
}
