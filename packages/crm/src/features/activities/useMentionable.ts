import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useGetIdentity } from 'ra-core'
import type { CrmDataProvider, MentionableUser } from '../../providers/types.ts'

const FIVE_MINUTES_MS = 300_000

/** Whom the signed-in user may mention; asked for when it is first needed. */
export function useMentionable(isNeeded: boolean): readonly MentionableUser[] {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { identity } = useGetIdentity()
  const { data = NO_ONE } = useQuery({
    queryKey: ['sales', 'mentionable'],
    queryFn: () => dataProvider.getMentionableUsers(),
    enabled: isNeeded,
    staleTime: FIVE_MINUTES_MS,
  })
  return data.filter(({ id }) => id !== identity?.id)
}

const NO_ONE: readonly MentionableUser[] = []
