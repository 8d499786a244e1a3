export { OpportunityCreate } from './OpportunityCreate.tsx'
export { OpportunityEdit } from './OpportunityEdit.tsx'
export { OpportunityList } from './OpportunityList.tsx'
export { OpportunityShow } from './OpportunityShow.tsx'
