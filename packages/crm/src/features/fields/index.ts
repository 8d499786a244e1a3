export { FieldValue, type NameOf } from './FieldValue.tsx'
export { fieldWords } from './field-words.ts'
export {
  type OpportunityText,
  opportunityTextNames,
  opportunityTexts,
} from './opportunity-texts.ts'
