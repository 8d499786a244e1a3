import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { codeOf } from '../errors.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** The bundler puts a hash of the content into the names of these. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/

const NO_BUILD_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Valence CRM is not built yet</title>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem">
<h1>Valence CRM is not built yet</h1>
<p>The server runs, but there are no pages to serve. Build them once and reload:</p>
<pre>npm run build</pre>
</body>
</html>
`

interface Found {
  readonly path: string
  readonly size: number
  readonly modified: Date
}

/**
 * Serves the built CRM. A path that is no file and looks like none is a page of the application, so it gets
 * index.html; a missing asset gets 404, because a page in its place would fail in an obscure way.
 */
export async function serveCrm(publicDir: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response('Method not allowed\n', { status: 405, headers: { Allow: 'GET, HEAD' } })
  }
  const path = decodePath(new URL(request.url).pathname)
  if (path === null) return notFound()
  const root = resolve(publicDir)
  const file = await find(root, path)
  if (file !== null) return send(request, file, HASHED.test(path))
  if (extname(path) !== '') return notFound()
  const index = await find(root, '/index.html')
  return index === null ? noBuild() : send(request, index, false)
}

function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname)
    return path.includes('\0') ? null : path
  } catch {
    // Not valid percent-encoding, so the name of nothing.
    return null
  }
}

async function find(root: string, path: string): Promise<Found | null> {
  const full = join(root, path)
  if (!full.startsWith(root + sep)) return null
  try {
    const facts = await stat(full)
    return facts.isFile() ? { path: full, size: facts.size, modified: facts.mtime } : null
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null
    throw error
  }
}

function send(request: Request, file: Found, isHashed: boolean): Response {
  const etag = `W/"${file.size.toString(36)}-${file.modified.getTime().toString(36)}"`
  const headers = {
    'Content-Type': TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream',
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
  }
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD') return new Response(null, { headers })
  return new Response(Readable.toWeb(createReadStream(file.path)) as ReadableStream, { headers })
}

function notFound(): Response {
  return new Response('Not found\n', { status: 404, headers: { 'Content-Type': 'text/plain' } })
}

function noBuild(): Response {
  return new Response(NO_BUILD_PAGE, {
    status: 503,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
