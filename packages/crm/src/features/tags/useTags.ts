import type { Tag } from '@valence/schema'
import { useGetList } from 'ra-core'

const FIVE_MINUTES_MS = 300_000

/** All tags by name, read once and kept. */
export function useTags(): readonly Tag[] {
  const { data = [] } = useGetList<Tag>(
    'tags',
    { pagination: { page: 1, perPage: 500 }, sort: { field: 'name', order: 'ASC' } },
    { staleTime: FIVE_MINUTES_MS },
  )
  return data
}
