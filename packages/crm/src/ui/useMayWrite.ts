import { useGetIdentity } from 'ra-core'

/** Whether the signed-in user may change anything. It is the database that decides; this only hides what it would refuse. */
export function useMayWrite(): boolean {
  const { identity } = useGetIdentity()
  return identity?.['role'] !== 'read_only'
}
