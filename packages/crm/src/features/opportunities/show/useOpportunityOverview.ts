import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { CrmDataProvider, OpportunityOverview } from '../../../providers/types.ts'

/** Who takes part in an opportunity and how it moved, in one request. Read again with everything of opportunities. */
export function useOpportunityOverview(opportunityId: number): OpportunityOverview | undefined {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { data } = useQuery({
    queryKey: ['opportunities', 'overview', opportunityId],
    queryFn: () => dataProvider.getOpportunityOverview(opportunityId),
  })
  return data
}
