import type { Organization } from '@valence/schema'
import { required, useCreate } from 'ra-core'
import { ReferenceInput } from 'react-admin'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { AnsweredAutocomplete } from './AnsweredAutocomplete.tsx'
import { useChoicesOnDemand } from './useChoicesOnDemand.ts'

interface OrganizationInputProps {
  readonly source: string
  /** Catalog key. */
  readonly label?: string
  readonly isRequired?: boolean
}

/** Finds an organization by typing, or makes one of that name. */
export function OrganizationInput({
  source,
  label = 'crm.field.organization',
  isRequired = false,
}: OrganizationInputProps) {
  const [create] = useCreate<Organization>()
  const notifyError = useNotifyError()
  const { reference, field } = useChoicesOnDemand()
  const onCreate = async (name?: string) => {
    if (!name?.trim()) return undefined
    try {
      const made = await create('organizations', { data: { name } }, { returnPromise: true })
      return made ?? undefined
    } catch (error) {
      notifyError(error)
      return undefined
    }
  }
  return (
    <ReferenceInput
      source={source}
      reference="organizations"
      sort={{ field: 'name', order: 'ASC' }}
      perPage={20}
      {...reference}
    >
      <AnsweredAutocomplete
        label={label}
        optionText="name"
        filterToQuery={(words: string) => (words ? { q: words } : {})}
        onCreate={onCreate}
        createItemLabel="crm.organization.create_named"
        helperText={false}
        {...field}
        {...(isRequired ? { validate: required() } : {})}
      />
    </ReferenceInput>
  )
}
