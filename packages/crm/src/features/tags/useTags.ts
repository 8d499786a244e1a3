import type { Tag } from '@valence/schema'
import { useGetList } from 'ra-core'

const FIVE_MINUTES_MS = 300_000

/** All tags by name, read once and kept. */
export function useTags(): readonly Tag[] {
  return useTagList().tags
}

/** The same, with what became of the request; read anew where `isFresh`. */
export function useTagList({ isFresh = false }: { readonly isFresh?: boolean } = {}) {
  const { data, error, isPending } = useGetList<Tag>(
    'tags',
    { pagination: { page: 1, perPage: 500 }, sort: { field: 'name', order: 'ASC' } },
    { staleTime: isFresh ? 0 : FIVE_MINUTES_MS },
  )
  return { tags: data ?? NONE, error, isPending }
}

const NONE: readonly Tag[] = []
