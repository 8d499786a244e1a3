import type { Filter } from './filters.ts'
import { resourceSpec } from './resources.ts'

/**
 * The filter of a list with what lists leave out: trashed rows, and archived opportunities unless they are asked for
 * by `archived`. A filter of the caller on one of these columns wins.
 */
export function listFilter(resource: string, filter: Filter): Filter {
  const { archived, ...rest } = filter
  const hidden: Record<string, unknown> = {}
  if (resourceSpec(resource).hasTrash) hidden['deleted_at@is'] = null
  if (resource === 'opportunities' && archived !== 'any') {
    hidden[archived ? 'archived_at@not.is' : 'archived_at@is'] = null
  }
  return { ...hidden, ...rest }
}
