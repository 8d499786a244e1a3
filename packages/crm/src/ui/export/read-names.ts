import type { DataProvider } from 'ra-core'

/** Ids of one request: the address of a request is not endless. */
const CHUNK = 200

/** The names of organizations by id, for rows that only know ids. '' for what may not be seen. */
export async function readNames(
  dataProvider: Pick<DataProvider, 'getMany'>,
  ids: readonly number[],
): Promise<(id: number | null | undefined) => string> {
  const wanted = [...new Set(ids)]
  const names = new Map<number, string>()
  for (let start = 0; start < wanted.length; start += CHUNK) {
    const { data } = await dataProvider.getMany<{ id: number; name: string }>('organizations', {
      ids: wanted.slice(start, start + CHUNK),
    })
    for (const { id, name } of data) names.set(id, name)
  }
  return (id) => (id === null || id === undefined ? '' : (names.get(id) ?? ''))
}
