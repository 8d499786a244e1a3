import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useEffect, useState } from 'react'
import type {
  CrmDataProvider,
  MergedResource,
  SimilarQuery,
  SimilarRecord,
} from '../../providers/types.ts'

const DEBOUNCE_MS = 250

/** Who is there already, asked a moment after the last key. */
export function useSimilar(
  resource: MergedResource,
  given: SimilarQuery | null,
): readonly SimilarRecord[] {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const typed = given === null ? '' : JSON.stringify(given)
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const { data = [] } = useQuery({
    queryKey: [resource, 'similar', asked],
    queryFn: () => dataProvider.getSimilar(resource, JSON.parse(asked) as SimilarQuery),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  return asked === '' ? [] : data
}
