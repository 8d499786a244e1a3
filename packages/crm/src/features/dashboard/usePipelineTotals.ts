import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { CrmDataProvider, Pipeline } from '../../providers/types.ts'

const EVERYTHING = {}

/** The whole pipeline, in the same place of the cache as the unfiltered board's. */
export function usePipelineTotals(): Pipeline | undefined {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { data } = useQuery({
    queryKey: ['opportunities', 'pipeline', EVERYTHING],
    queryFn: () => dataProvider.getPipeline(EVERYTHING),
  })
  return data
}
