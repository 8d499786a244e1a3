import { opportunityStages } from '@valence/schema'

/** The filter of a list for open opportunities of which nothing says what is to be done next, and when. */
export function noNextStepFilter(ownerId: number | null): Readonly<Record<string, unknown>> {
  return {
    stage: opportunityStages.filter((stage) => stage !== 'closed_won' && stage !== 'closed_lost'),
    planned: false,
    ...(ownerId === null ? {} : { sales_id: [ownerId] }),
  }
}
