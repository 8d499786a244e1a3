/**
 * Headers of every answer. Scripts come from us alone; styles may be inline, because the interface's styling
 * library writes them so; pictures may come from anywhere on the web (avatars, logos).
 */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

/** The same answer with the headers it lacks. What a part has set itself stays, except permissions for other origins. */
export function secured(response: Response, cors: Readonly<Record<string, string>>): Response {
  const headers = new Headers(response.headers)
  for (const name of [...headers.keys()]) {
    if (name.startsWith('access-control-')) headers.delete(name)
  }
  // Lite repeats the whole address in it; a long filter would make headers that clients refuse.
  headers.delete('content-location')
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!headers.has(name)) headers.set(name, value)
  }
  for (const [name, value] of Object.entries(cors)) headers.set(name, value)
  // Answers hold personal data: no cache on the way or on a shared computer keeps them unless a part says so.
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  return new Response(response.body, { status: response.status, headers })
}
