import { MultiFilter } from '../../ui/MultiFilter.tsx'
import { useTags } from './useTags.ts'

/** Finds what has one of the chosen tags. */
export function TagFilter() {
  const tags = useTags()
  return (
    <MultiFilter
      source="tag"
      label="crm.field.tag"
      choices={tags.map((tag) => ({ values: [tag.id], label: tag.name }))}
    />
  )
}
