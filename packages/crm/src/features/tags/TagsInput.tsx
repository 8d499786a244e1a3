import { useInput } from 'ra-core'
import { TagPicker } from './TagPicker.tsx'

/** The tag picker as an input of a form. */
export function TagsInput({ source }: { readonly source: string }) {
  const { field } = useInput<number[]>({ source, defaultValue: [] })
  return <TagPicker ids={field.value ?? []} onChange={field.onChange} />
}
