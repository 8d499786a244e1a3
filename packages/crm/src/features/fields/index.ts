export { FieldValue, type NameOf } from './FieldValue.tsx'
export { fieldWords } from './field-words.ts'
export {
  opportunityTextNames,
  opportunityTexts,
} from './opportunity-texts.ts'
