import { HttpError } from 'ra-core'

interface CountedAnswer {
  readonly data: unknown
  readonly error: { readonly message: string; readonly code?: string } | null
  readonly status: number
  readonly count: number | null
}

/**
 * A page of a query that asked for `count: 'exact'`.
 * @throws HttpError with the server's code
 */
export async function exactPage<T>(
  answer: PromiseLike<CountedAnswer>,
): Promise<{ data: T[]; total: number }> {
  const { data, error, status, count } = await answer
  if (error) throw new HttpError(error.message, status, error)
  // The wire has no types; the columns are those that the query names.
  return { data: data as T[], total: count ?? 0 }
}
