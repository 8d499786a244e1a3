import type { Sale } from '@valence/schema'
import { useGetList } from 'ra-core'

const FIVE_MINUTES_MS = 300_000

/** All users, read once and kept: a team is small, and every list shows owners. */
export function useUsers(): readonly Sale[] {
  const { data = [] } = useGetList<Sale>(
    'sales',
    { pagination: { page: 1, perPage: 200 }, sort: { field: 'last_name', order: 'ASC' } },
    { staleTime: FIVE_MINUTES_MS },
  )
  return data
}

/** The name of a user by id; '' while unknown. */
export function useUserName(): (id: number | null | undefined) => string {
  const users = useUsers()
  return (id) => {
    const user = users.find((known) => known.id === id)
    return user ? `${user.first_name} ${user.last_name}`.trim() : ''
  }
}
