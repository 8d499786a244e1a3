import { useGetIdentity } from 'ra-core'

/** Whether the signed-in user may change what belongs to others, such as their shared views. The database decides. */
export function useMayManage(): boolean {
  const { identity } = useGetIdentity()
  return identity?.['role'] === 'administrator' || identity?.['role'] === 'manager'
}
