/** As much as a server gives at once without a second thought. */
const PAGE_SIZE = 1000

/** A page of a list: `filter` as the list's own, with `id@gt` for where the page begins. */
export interface PageQuery {
  readonly filter: Record<string, unknown>
  readonly sort: { readonly field: string; readonly order: 'ASC' | 'DESC' }
  readonly page: number
  readonly perPage: number
}

export interface ReadPage<T> {
  readonly rows: readonly T[]
  /** How many rows there are in all, from the first page on. */
  readonly total: number
}

/**
 * Every row under a filter, a page at a time and by key, so that page 400 costs what page 1 does and a row that is added
 * meanwhile moves no other out of sight.
 */
export async function* readPages<T extends { readonly id: number }>(
  read: (query: PageQuery) => Promise<ReadPage<T>>,
  filter: Record<string, unknown>,
): AsyncGenerator<ReadPage<T>, void, undefined> {
  let last: T | undefined
  let total: number | null = null
  for (;;) {
    const page: ReadPage<T> = await read({
      filter: last ? { ...filter, 'id@gt': last.id } : filter,
      sort: { field: 'id', order: 'ASC' },
      page: 1,
      perPage: PAGE_SIZE,
    })
    total ??= page.total
    yield { rows: page.rows, total }
    last = page.rows.at(-1)
    if (page.rows.length < PAGE_SIZE) return
  }
}
