import { useInput } from 'ra-core'
import { TagPicker } from './TagPicker.tsx'

/** The tag picker as an input of a form. */
export function TagsInput({ source }: { readonly source: string }) {
  const { field } = useInput<number[]>({ source, defaultValue: [] })
  // For a record without tags (null) react-admin gives the text '', as it does to every input.
  return <TagPicker ids={Array.isArray(field.value) ? field.value : []} onChange={field.onChange} />
}
