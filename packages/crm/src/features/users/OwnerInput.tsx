import { useGetIdentity } from 'ra-core'
import { SelectInput } from 'react-admin'
import { useUsers } from './useUsers.ts'

/** Who looks after the record; the signed-in user for a new one. Disabled users stay selectable where they own it. */
export function OwnerInput({ isNew = false }: { readonly isNew?: boolean }) {
  const users = useUsers()
  const { identity } = useGetIdentity()
  const choices = users.map((user) => ({
    id: user.id,
    name: `${user.first_name} ${user.last_name}`.trim(),
    disabled: user.disabled === true,
  }))
  // A select whose value is not among its choices yet complains, and shows nothing.
  if (users.length === 0 || (isNew && !identity)) return null
  return (
    <SelectInput
      source="sales_id"
      label="crm.field.owner"
      choices={choices}
      {...(isNew ? { defaultValue: identity?.id } : {})}
      helperText={false}
    />
  )
}
