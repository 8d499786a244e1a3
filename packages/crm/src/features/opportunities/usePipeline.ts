import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { CrmDataProvider, Pipeline } from '../../providers/types.ts'

/** Count and sums of every stage under a filter. */
export function usePipeline(filter: Readonly<Record<string, unknown>>): Pipeline | undefined {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { data } = useQuery({
    queryKey: ['opportunities', 'pipeline', filter],
    queryFn: () => dataProvider.getPipeline(filter),
    placeholderData: keepPreviousData,
  })
  return data
}
