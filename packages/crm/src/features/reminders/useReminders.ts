import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useGetIdentity } from 'ra-core'
import type { CrmDataProvider, Reminders } from '../../providers/types.ts'
import { dueBounds } from './due-bounds.ts'

const MINUTE_MS = 60_000

/**
 * What the signed-in user is to be reminded of; undefined until it is known. Asked for once a minute at most, not while the
 * page is hidden or without a connection, and again with everything of tasks when one was written here.
 */
export function useReminders(): Reminders | undefined {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { identity } = useGetIdentity()
  const bounds = dueBounds().slice(0, 2)
  const { data } = useQuery({
    queryKey: ['tasks', 'reminders', identity?.id, bounds],
    queryFn: () => dataProvider.getReminders(bounds),
    enabled: identity !== undefined,
    staleTime: MINUTE_MS,
    refetchInterval: MINUTE_MS,
    networkMode: 'online',
    // A bell that cannot be read stays empty; the page says what is wrong.
    retry: false,
  })
  return data
}
