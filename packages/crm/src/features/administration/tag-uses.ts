import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useTranslate } from 'ra-core'
import { type CrmDataProvider, type TagUse, taggedResources } from '../../providers/types.ts'

/** How many records have each tag, in one request. */
export function useTagUses() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  return useQuery({ queryKey: ['tags', 'uses'], queryFn: () => dataProvider.getTagUses() })
}

/** How many records have the tag, of whatever kind. */
export function totalUses(use: TagUse | undefined): number {
  return taggedResources.reduce((sum, resource) => sum + (use?.[resource] ?? 0), 0)
}

/** «3 contacts, 1 organization», without those that are none. */
export function useUseText(): (use: TagUse | undefined) => string {
  const translate = useTranslate()
  return (use) =>
    taggedResources
      .filter((resource) => (use?.[resource] ?? 0) > 0)
      .map((resource) =>
        translate(`crm.tag.used_by_${resource}`, { smart_count: use?.[resource] ?? 0 }),
      )
      .join(', ')
}
