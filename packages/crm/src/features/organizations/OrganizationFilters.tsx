import { organizationPriorities, organizationTypes } from '@valence/schema'
import { useGetIdentity, useTranslate } from 'ra-core'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { FilterPill } from '../../ui/FilterPill.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { filterChoices, useConfiguration } from '../settings/index.ts'
import { useUserName, useUsers } from '../users/index.ts'
import { SIZES } from './sizes.ts'

/** Search and filters of the organizations. */
export function OrganizationFilters() {
  const translate = useTranslate()
  const users = useUsers()
  const userName = useUserName()
  const { identity } = useGetIdentity()
  const { choices } = useConfiguration()
  return (
    <FilterBar search={<SearchBox label="crm.organization.search" />}>
      <FilterPill
        source="organization_type"
        label="crm.field.type"
        choices={organizationTypes.map((value) => ({
          value,
          label: translate(`crm.organization_type.${value}`),
        }))}
      />
      <FilterPill
        source="priority"
        label="crm.field.priority"
        choices={organizationPriorities.map((value) => ({ value, label: value }))}
      />
      <FilterPill
        source="sector"
        label="crm.field.sector"
        choices={filterChoices(choices('companySectors'))}
      />
      <FilterPill
        source="size"
        label="crm.field.size"
        choices={SIZES.map((value) => ({ value, label: translate(`crm.size.${value}`) }))}
      />
      <FilterPill
        source="sales_id"
        label="crm.field.owner"
        choices={users.map((user) => ({
          value: user.id,
          label: user.id === identity?.id ? translate('crm.filter.me') : userName(user.id),
        }))}
      />
    </FilterBar>
  )
}
