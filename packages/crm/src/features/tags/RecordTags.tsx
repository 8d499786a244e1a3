import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { TaggedResource } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TagPicker } from './TagPicker.tsx'
import { useTagRecords } from './useTagRecords.tsx'

interface RecordTagsProps {
  readonly resource: Exclude<TaggedResource, 'contacts'>
  readonly id: number
  /** undefined on a record that was made a moment ago and not read since: it has none. */
  readonly tagIds: readonly number[] | undefined
}

/** The tags of an organization or an opportunity, changed in place. */
export function RecordTags({ resource, id, tagIds = [] }: RecordTagsProps) {
  const translate = useTranslate()
  const { write } = useTagRecords()
  // Shown until the record is read again.
  const [chosen, setChosen] = useState<readonly number[] | null>(null)
  const change = async (next: readonly number[]) => {
    setChosen(next)
    for (const tagId of next.filter((tag) => !tagIds.includes(tag))) {
      await write({ resource, tagId, isAdded: true, ids: [id] })
    }
    for (const tagId of tagIds.filter((tag) => !next.includes(tag))) {
      await write({ resource, tagId, isAdded: false, ids: [id] })
    }
    setChosen(null)
  }
  return (
    <Panel title={translate('crm.field.tags')}>
      <TagPicker ids={chosen ?? tagIds} onChange={(next) => void change(next)} />
    </Panel>
  )
}
