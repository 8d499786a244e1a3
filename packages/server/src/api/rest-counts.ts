type Forward = (request: Request) => Promise<Response>

/** PostgREST's limit of rows in an answer, up to which it counts exactly. */
const EXACT_UP_TO = 1000

/**
 * Answers a list that asks for an estimated count as PostgREST does: exact as long as there are few rows, the planner's
 * guess beyond. Lite gives the guess in either case, so ten rows may be called one.
 */
export async function passEstimatedCount(request: Request, forward: Forward): Promise<Response> {
  const prefer = request.headers.get('prefer') ?? ''
  const isList = request.method === 'GET' || request.method === 'HEAD'
  if (!isList || !/\bcount=estimated\b/.test(prefer)) return forward(request)
  const answer = await forward(request)
  const [range = '*', total] = (answer.headers.get('content-range') ?? '').split('/')
  if (!answer.ok || total === undefined || !(Number(total) <= EXACT_UP_TO)) return answer
  const exact = await countExactly(request, forward)
  if (exact === null) return answer
  const headers = new Headers(answer.headers)
  headers.set('content-range', `${range}/${exact}`)
  return new Response(answer.body, { status: answer.status, headers })
}

async function countExactly(request: Request, forward: Forward): Promise<string | null> {
  const headers = new Headers(request.headers)
  headers.set('prefer', 'count=exact')
  const url = new URL(request.url)
  url.searchParams.delete('offset')
  url.searchParams.set('limit', '1')
  const answer = await forward(new Request(url, { method: 'HEAD', headers }))
  return answer.headers.get('content-range')?.split('/')[1] ?? null
}
