import { isIP } from 'node:net'
import { hostname } from 'node:os'

/**
 * True when a request's Host header can be ours. A page of another site can point a name of its own at this machine
 * and then read our answers as its own; such a request carries that name. Addresses cannot be abused so.
 */
export function isAllowedHost(header: string | undefined, allowed: readonly string[]): boolean {
  if (header === undefined) return false
  const name = hostOf(header)
  if (name === null) return false
  if (isIP(name) !== 0 || name === 'localhost') return true
  return name === hostname().toLowerCase() || allowed.some((one) => one.toLowerCase() === name)
}

/** The answer to a browser that asks whether another origin may call us. Only one may, and only when configured. */
export function corsHeaders(
  request: Request,
  allowedOrigin: string | undefined,
): Record<string, string> {
  const origin = request.headers.get('origin')
  if (allowedOrigin === undefined || origin !== allowedOrigin) return {}
  return {
    'Access-Control-Allow-Origin': allowedOrigin,
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': request.headers.get('access-control-request-headers') ?? '*',
    'Access-Control-Expose-Headers':
      'Content-Range, Content-Location, Preference-Applied, X-Request-Id',
    'Access-Control-Max-Age': '600',
    Vary: 'Origin',
  }
}

function hostOf(header: string): string | null {
  try {
    const { hostname: name, username, pathname } = new URL(`http://${header}`)
    if (username !== '' || pathname !== '/') return null
    return name.replace(/^\[|\]$/g, '').toLowerCase()
  } catch {
    // Not a host at all.
    return null
  }
}
