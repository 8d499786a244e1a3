export { TagChips } from './TagChips.tsx'
export { TagPicker } from './TagPicker.tsx'
export { TagsInput } from './TagsInput.tsx'
export { useTags } from './useTags.ts'
