import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { ContactOverview, CrmDataProvider } from '../../providers/types.ts'

const key = (contactId: number) => ['contacts', 'overview', contactId]

/** A person's organizations and opportunities, in one request. */
export function useContactOverview(contactId: number): ContactOverview | undefined {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { data } = useQuery({
    queryKey: key(contactId),
    queryFn: () => dataProvider.getContactOverview(contactId),
  })
  return data
}

/** Has everything that shows a person's organizations read again: pages of the organizations too. */
export function useRefreshOrganizations(): () => Promise<void> {
  const queryClient = useQueryClient()
  return async () => {
    await Promise.all(
      ['contacts', 'organizations'].map((resource) =>
        queryClient.invalidateQueries({ queryKey: [resource] }),
      ),
    )
  }
}
