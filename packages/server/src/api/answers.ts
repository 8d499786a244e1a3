/** Which of the three dialects an answer has to speak. */
export type Dialect = 'rest' | 'auth' | 'storage'

/** Something that is refused before Lite sees it. */
export interface Refusal {
  readonly status: number
  /** Stable, for programs. */
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal as a client of that part of Supabase expects it. */
export function refuse(dialect: Dialect, refusal: Refusal): Response {
  return Response.json(bodyOf(dialect, refusal), {
    status: refusal.status,
    headers: { ...refusal.headers },
  })
}

/** The dialect that a path speaks. */
export function dialectOf(path: string): Dialect {
  if (path.startsWith('/auth/')) return 'auth'
  return path.startsWith('/storage/') ? 'storage' : 'rest'
}

function bodyOf(dialect: Dialect, { status, code, message, hint }: Refusal): unknown {
  if (dialect === 'auth') return { code: status, error_code: code, msg: message }
  if (dialect === 'storage') return { statusCode: String(status), error: code, message }
  return { code, message, details: null, hint: hint ?? null }
}
