import { useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, OrganizationOverview } from '../../providers/types.ts'

const PEOPLE = 12

/** Those above and below an organization with what all of it is worth, and its people, in one request. */
export function useOrganizationOverview(organizationId: number): {
  readonly overview: OrganizationOverview | undefined
  readonly error: Error | null
  readonly showMorePeople: () => void
} {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [people, setPeople] = useState(PEOPLE)
  const { data, error } = useQuery({
    queryKey: ['organizations', 'overview', organizationId, people],
    queryFn: () => dataProvider.getOrganizationOverview(organizationId, people),
    placeholderData: (former, query) =>
      query?.queryKey[2] === organizationId ? former : undefined,
  })
  return { overview: data, error, showMorePeople: () => setPeople(people + PEOPLE) }
}
