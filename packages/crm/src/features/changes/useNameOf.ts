import type { Identifier } from 'ra-core'
import type { RecordNames } from '../../providers/types.ts'
import type { NameOf } from '../fields/index.ts'
import { useTags } from '../tags/index.ts'
import { useUserName } from '../users/index.ts'

/** Says whom the values of a change refer to; `names` came with it, users and tags are known. */
export function useNameOf(names: RecordNames): NameOf {
  const userName = useUserName()
  const tags = useTags()
  return (resource: string, id: Identifier) => {
    if (resource === 'sales') return userName(Number(id)) || undefined
    if (resource === 'tags') return tags.find((tag) => tag.id === Number(id))?.name
    return names[`${resource}:${id}`]
  }
}
