import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { TaggedResource } from '../../providers/types.ts'
import { BulkMenu } from '../../ui/BulkMenu.tsx'
import { TagDialog } from './TagDialog.tsx'
import { useTagRecords } from './useTagRecords.tsx'
import { useTags } from './useTags.ts'

const NEW = 'new'

interface BulkTagMenusProps {
  readonly resource: TaggedResource
  /** The rows that are meant, by id or by the filter of the list. */
  readonly target:
    | { readonly ids: readonly number[] }
    | { readonly filter: Record<string, unknown> }
  readonly onDone: () => void
}

/** Gives all chosen rows a tag, also a new one, or takes one from them. */
export function BulkTagMenus({ resource, target, onDone }: BulkTagMenusProps) {
  const translate = useTranslate()
  const tags = useTags()
  const { change, isBusy } = useTagRecords()
  const [isNaming, setNaming] = useState(false)
  const choices = tags.map((tag) => ({
    value: String(tag.id),
    label: tag.name,
    colour: tag.color,
  }))
  const set = async (tagId: number, isAdded: boolean, name?: string) => {
    if (await change({ resource, tagId, isAdded, ...target }, name)) onDone()
  }
  return (
    <>
      <BulkMenu
        label={translate('crm.tag.add')}
        isDisabled={isBusy}
        choices={[...choices, { value: NEW, label: translate('crm.tag.new_here') }]}
        onChoose={(value) => (value === NEW ? setNaming(true) : void set(Number(value), true))}
      />
      <BulkMenu
        label={translate('crm.tag.remove')}
        isDisabled={isBusy}
        choices={choices}
        onChoose={(value) => void set(Number(value), false)}
      />
      {isNaming ? (
        <TagDialog
          tag={null}
          onClose={() => setNaming(false)}
          onSaved={(tag) => void set(tag.id, true, tag.name)}
        />
      ) : null}
    </>
  )
}
