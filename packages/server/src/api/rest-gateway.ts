import { refuse } from './answers.ts'
import { passEstimatedCount } from './rest-counts.ts'
import { rewriteRestQuery } from './rest-query.ts'

type Forward = (request: Request) => Promise<Response>

/** A relation or a function of the exposed schema, and nothing below it. */
const PATH = /^\/(?:(rpc\/)?[\w$%-]+)?$/

/** Answers requests below `/rest/v1`: passes them on with a query that Lite understands as PostgREST would. */
export async function passRest(request: Request, forward: Forward): Promise<Response> {
  const url = new URL(request.url)
  if (url.search.includes('%00')) {
    const message = 'The address holds a NUL, which no text can hold.'
    return refuse('rest', { status: 400, code: 'PGRST100', message })
  }
  const match = PATH.exec(url.pathname.slice('/rest/v1'.length))
  if (match === null) {
    const message = 'Invalid path specified in request URL'
    return refuse('rest', { status: 404, code: 'PGRST125', message })
  }
  // A function's parameters are its arguments, and those may be repeated.
  if (match[1] !== undefined) return forward(request)
  if (url.search === '') return passEstimatedCount(request, forward)
  const query = rewriteRestQuery(url.searchParams)
  if ('refusal' in query) {
    const hint = 'Write the filters as one and=(…).'
    return refuse('rest', { status: 400, code: 'PGRST100', message: query.refusal, hint })
  }
  if (query.toString() === url.searchParams.toString()) return passEstimatedCount(request, forward)
  url.search = query.toString()
  const { method, headers, body } = request
  return passEstimatedCount(
    new Request(url, { method, headers, body, ...(body === null ? {} : { duplex: 'half' }) }),
    forward,
  )
}
