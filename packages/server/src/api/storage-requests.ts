import { z } from 'zod'
import { stateOfToken } from './access-token.ts'
import type { Refusal } from './answers.ts'

/** A request with what it holds checked, or why it is refused: Lite answers all of these with a bare 500. */
export type CheckedRequest = { readonly request: Request } | { readonly refusal: Refusal }

/** An hour: whoever is shown a file is given an address when they look, and it is good for as long as they do. */
const MAX_SIGNED_SECONDS = 3_600

const seconds = z.number().int().min(1).max(MAX_SIGNED_SECONDS)

/** What Lite does not check, by path; bodies are JSON on all of these. */
const BODIES: readonly { verb: string; path: RegExp; schema: z.ZodType; says: string }[] = [
  {
    verb: 'POST',
    path: /^\/object\/list\//,
    schema: z.object({
      limit: z.number().int().min(1).max(1000).optional(),
      offset: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      sortBy: z
        .object({
          column: z.enum(['name', 'updated_at', 'created_at', 'last_accessed_at']).optional(),
          order: z.enum(['asc', 'desc', '']).optional(),
        })
        .optional(),
    }),
    says: 'The body may hold "prefix", "search", "limit" (1 to 1000), "offset" and "sortBy" with a column of files and asc or desc.',
  },
  {
    verb: 'POST',
    path: /^\/object\/sign\/[^/]+$/,
    schema: z.object({ expiresIn: seconds, paths: z.array(z.string()).max(1000) }),
    says: `The body must be { "expiresIn": whole seconds, up to ${MAX_SIGNED_SECONDS}, "paths": [up to 1000 paths] }.`,
  },
  {
    verb: 'POST',
    path: /^\/object\/sign\//,
    schema: z.object({ expiresIn: seconds }),
    says: `The body must be { "expiresIn": whole seconds, up to ${MAX_SIGNED_SECONDS} }.`,
  },
  {
    verb: 'POST',
    path: /^\/object\/(?:move|copy)$/,
    schema: z.object({}),
    says: 'The body must be { "bucketId", "sourceKey", "destinationKey" }.',
  },
  {
    verb: 'DELETE',
    path: /^\/object\/[^/]+$/,
    schema: z.object({ prefixes: z.array(z.string()).max(1000) }),
    says: 'The body must be { "prefixes": [up to 1000 paths] }.',
  },
  { verb: 'POST', path: /^\/bucket$/, schema: z.object({}), says: 'The body must be JSON.' },
  { verb: 'PUT', path: /^\/bucket\//, schema: z.object({}), says: 'The body must be JSON.' },
]

/** @param path below `/storage/v1`, as it was sent */
export async function checkStorageRequest(
  request: Request,
  path: string,
  secret: string,
): Promise<CheckedRequest> {
  if (!isName(path))
    return { refusal: invalid('InvalidKey', 'The path holds a sign that no name may hold.') }
  if (isSigned(request.method, path)) {
    const refusal = await checkSignature(new URL(request.url).searchParams.get('token'), secret)
    return refusal === null ? { request } : { refusal }
  }
  const expected = BODIES.find(({ verb, path: of }) => verb === request.method && of.test(path))
  if (expected === undefined) return { request }
  const text = await request.text()
  const body = parse(text)
  if (!expected.schema.safeParse(body).success || holdsNul(body)) {
    return { refusal: invalid('InvalidRequest', expected.says) }
  }
  const { url, method, headers } = request
  return { request: new Request(url, { method, headers, body: text }) }
}

function isSigned(method: string, path: string): boolean {
  if (method === 'PUT') return path.startsWith('/object/upload/sign/')
  return (method === 'GET' || method === 'HEAD') && path.startsWith('/object/sign/')
}

async function checkSignature(token: string | null, secret: string): Promise<Refusal | null> {
  const state = await stateOfToken(token ?? '', secret)
  if (state === 'good') return null
  return invalid(
    'InvalidJWT',
    state === 'expired'
      ? 'The time of this address is over. Open the file again where you found it, to get a new one.'
      : 'This address of a file is not whole, or was changed. Open the file again where you found it.',
  )
}

function invalid(code: string, message: string): Refusal {
  return { status: 400, code, message }
}

/** Whether a path can be decoded and holds nothing that PostgreSQL cannot keep. */
function isName(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0')
  } catch {
    // Not valid percent-encoding, so the name of nothing.
    return false
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON fits no schema.
    return undefined
  }
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(holdsNul)
}
