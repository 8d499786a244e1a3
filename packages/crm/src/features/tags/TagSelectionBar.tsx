import { useListContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { TaggedResource } from '../../providers/types.ts'
import { SelectionBar } from '../../ui/SelectionBar.tsx'
import { BulkTagMenus } from './BulkTagMenus.tsx'

/** What can be done to the chosen rows of a table, or to every row under the filters: their tags. */
export function TagSelectionBar({ resource }: { readonly resource: TaggedResource }) {
  const translate = useTranslate()
  const { selectedIds = [], onUnselectItems, filterValues } = useListContext()
  const [isAll, setAll] = useState(false)
  const done = () => {
    onUnselectItems()
    setAll(false)
  }
  if (selectedIds.length === 0) return null
  return (
    <SelectionBar label={translate('crm.tag.bulk')} isAll={isAll} onAll={setAll} onDone={done}>
      <BulkTagMenus
        resource={resource}
        target={isAll ? { filter: filterValues } : { ids: selectedIds.map(Number) }}
        onDone={done}
      />
    </SelectionBar>
  )
}
