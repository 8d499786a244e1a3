import { z } from 'zod'
import type { Accounts } from '../sign-in/accounts.ts'
import { callerOf, stateOfToken } from './access-token.ts'
import { refuse } from './answers.ts'
import { inTurn } from './in-turn.ts'
import { storageNeed } from './storage-doors.ts'
import { checkStorageRequest } from './storage-requests.ts'

export interface StorageGatewayOptions {
  /** Passes a request on to Lite. */
  readonly forward: Forward
  readonly accounts: Pick<Accounts, 'standing'>
  /** Signs tokens, and addresses of files. */
  readonly jwtSecret: string
}

type Forward = (request: Request) => Promise<Response>

/** Shown in the page they are opened in; everything else is saved as a file. SVG and HTML can hold programs. */
const SHOWN_TYPES =
  /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)(?:;|$)/i

/**
 * Answers requests below `/storage/v1`. Lite's own answers do not fit supabase-js in four places: uploads from a
 * browser come as a form whose file has no name, updates would store the form itself, and both kinds of signed URL
 * come back under another name. What is served is made safe to open from the CRM's own origin.
 */
export async function passStorage(
  request: Request,
  options: StorageGatewayOptions,
): Promise<Response> {
  const { jwtSecret } = options
  const path = new URL(request.url).pathname.slice('/storage/v1'.length)
  const need = storageNeed(request.method, path)
  if (need === null) return refuse('storage', NOT_FOUND)
  if (need === 'account') {
    const caller = await callerOf(request, jwtSecret)
    const standing = caller === null ? 'good' : await options.accounts.standing(caller)
    if (standing !== 'good') return refuse('storage', standing === 'disabled' ? DISABLED : ENDED)
  }
  const checked = await checkStorageRequest(request, path, jwtSecret)
  if ('refusal' in checked) return refuse('storage', checked.refusal)
  const pass = () => answer(checked.request, path, options.forward)
  // Of two who bring the same new file at once, Lite fails at the second.
  return bringsFile(request.method, path) ? inTurn(path, pass) : pass()
}

/** Lists and addresses are asked for by POST too. */
function bringsFile(method: string, path: string): boolean {
  return (
    method === 'PUT' || (method === 'POST' && !isSigning(path) && !/^\/object\/list\//.test(path))
  )
}

/** Whether a request brings a file to an address that was signed for it; its sender need not be signed in. */
export async function isSignedUpload(request: Request, jwtSecret: string): Promise<boolean> {
  const { pathname, searchParams } = new URL(request.url)
  if (request.method !== 'PUT' || !pathname.startsWith('/storage/v1/object/upload/sign/'))
    return false
  return (await stateOfToken(searchParams.get('token') ?? '', jwtSecret)) === 'good'
}

const NOT_FOUND = { status: 404, code: 'not_found', message: 'Not found' } as const
const DISABLED = {
  status: 403,
  code: 'user_banned',
  message: 'This account is disabled. Ask an administrator to enable it again.',
} as const

const ENDED = {
  status: 401,
  code: 'session_ended',
  message: 'This session has ended. Sign in again.',
} as const

async function answer(request: Request, path: string, forward: Forward): Promise<Response> {
  const url = new URL(request.url)
  const isUpload = request.method === 'POST' || request.method === 'PUT'
  if (isUpload && isForm(request)) {
    const unwrapped = await unwrapForm(request)
    if (unwrapped === null) {
      const message = 'The form holds no file.'
      return refuse('storage', { status: 400, code: 'InvalidRequest', message })
    }
    return forward(unwrapped)
  }
  if (request.method === 'POST' && /^\/object\/sign\/[^/]+$/.test(path)) {
    return signSeveral(request, forward)
  }
  const response = await forward(request)
  if (request.method === 'POST' && response.ok && isSigning(path)) return renameSignedUrl(response)
  const isObject = /^\/object\/(?!info\/|list\/)/.test(path)
  if (isObject && response.ok && (request.method === 'GET' || request.method === 'HEAD')) {
    return makeSafe(response, url)
  }
  return response
}

function isForm(request: Request): boolean {
  return request.headers.get('content-type')?.startsWith('multipart/form-data') === true
}

/** The file of a form as a plain upload, with what the form says about it as headers. */
async function unwrapForm(request: Request): Promise<Request | null> {
  // What cannot be read as a form holds no file either.
  const form = await request.formData().catch(() => new FormData())
  const file = [...form.values()].find((value) => value instanceof File)
  if (file === undefined) return null
  const headers = new Headers(request.headers)
  const bytes = await file.arrayBuffer()
  headers.set('content-type', file.type === '' ? 'application/octet-stream' : file.type)
  headers.set('content-length', String(bytes.byteLength))
  const maxAge = form.get('cacheControl')
  if (typeof maxAge === 'string' && /^\d+$/.test(maxAge))
    headers.set('cache-control', `max-age=${maxAge}`)
  const metadata = form.get('metadata')
  if (typeof metadata === 'string') {
    headers.set('x-metadata', Buffer.from(metadata).toString('base64'))
  }
  return new Request(request.url, { method: request.method, headers, body: bytes })
}

function isSigning(path: string): boolean {
  return path.startsWith('/object/sign/') || path.startsWith('/object/upload/sign/')
}

/** supabase-js puts its own base URL before the path. */
async function renameSignedUrl(response: Response): Promise<Response> {
  const body = signedSchema.parse(await response.json())
  const path = body.signedUrl.replace(/^\/storage\/v1/, '')
  return Response.json(
    body.token === undefined ? { signedURL: path } : { url: path, token: body.token },
  )
}

const signedSchema = z.object({ signedUrl: z.string(), token: z.string().optional() })
const severalSchema = z.object({ expiresIn: z.number(), paths: z.array(z.string()) })

/** Lite's route for one file also catches the request for several, and fails. So each is asked for by itself. */
async function signSeveral(request: Request, forward: Forward): Promise<Response> {
  const { expiresIn, paths } = severalSchema.parse(await request.json())
  const results: unknown[] = []
  for (const path of paths) results.push(await signOne(request, forward, path, expiresIn))
  return Response.json(results)
}

async function signOne(
  request: Request,
  forward: Forward,
  path: string,
  expiresIn: number,
): Promise<unknown> {
  const url = addressBelow(request.url, path)
  if (url === null) return notSigned(path)
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  const body = JSON.stringify({ expiresIn })
  const response = await forward(new Request(url, { method: 'POST', headers, body }))
  if (!response.ok) return notSigned(path)
  const { signedURL } = z
    .object({ signedURL: z.string() })
    .parse(await (await renameSignedUrl(response)).json())
  return { path, signedURL, error: null }
}

/** The address of a file below a bucket's; null when the path would lead out of it, or names nothing. */
function addressBelow(base: string, path: string): string | null {
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return null
  try {
    return `${base}/${parts.map(encodeURIComponent).join('/')}`
  } catch {
    // Half of a letter cannot be written in an address, nor kept as a name.
    return null
  }
}

function notSigned(path: string): unknown {
  const error = 'Either the object does not exist or you do not have access to it'
  return { path, signedURL: null, error }
}

function makeSafe(response: Response, url: URL): Response {
  const headers = new Headers(response.headers)
  headers.set('Content-Security-Policy', "default-src 'none'; sandbox")
  headers.set('X-Content-Type-Options', 'nosniff')
  const wanted = url.searchParams.get('download')
  const isShown = wanted === null && SHOWN_TYPES.test(headers.get('content-type') ?? '')
  const name =
    wanted === null || wanted === ''
      ? (url.pathname.split('/').at(-1) ?? '')
      : encodeURIComponent(wanted)
  headers.set(
    'Content-Disposition',
    `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
  )
  return new Response(response.body, { status: response.status, headers })
}
