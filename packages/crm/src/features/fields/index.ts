export { FieldValue, type NameOf } from './FieldValue.tsx'
export { fieldWords } from './field-words.ts'
