import { Button } from '@mui/material'
import { contactRoles, organizationTypes, purchaseInfluences } from '@valence/schema'
import { useGetIdentity, useListFilterContext, useTranslate } from 'ra-core'
import { keyOf } from '../../ui/choices.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { FilterReference } from '../../ui/FilterReference.tsx'
import { MultiFilter } from '../../ui/MultiFilter.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { filterChoices, useStatusChoices } from '../settings/index.ts'
import { TagFilter } from '../tags/index.ts'
import { useUserName, useUsers } from '../users/index.ts'
import { LastSeenFilter } from './LastSeenFilter.tsx'

/** Search and filters of the contacts. Those about organizations look at all current ones of a person. */
export function ContactFilters() {
  const translate = useTranslate()
  const users = useUsers()
  const userName = useUserName()
  const { identity } = useGetIdentity()
  const statuses = filterChoices(useStatusChoices())
  const named = (values: readonly string[], prefix: string) =>
    values.map((value) => ({ values: [value], label: translate(`${prefix}.${keyOf(value)}`) }))
  return (
    <FilterBar search={<SearchBox label="crm.contact.search" />}>
      <FilterReference
        source="linked_organization"
        label="crm.field.organization"
        resource="organizations"
      />
      <MultiFilter
        source="organization_type"
        label="crm.field.organization_type"
        choices={named(organizationTypes, 'crm.organization_type')}
      />
      <MultiFilter
        source="role"
        label="crm.field.role"
        choices={named(contactRoles, 'crm.contact_role')}
      />
      <MultiFilter
        source="purchase_influence"
        label="crm.field.influence"
        choices={named(purchaseInfluences, 'crm.purchase_influence')}
      />
      <MultiFilter
        source="status"
        label="crm.field.status"
        choices={statuses.map(({ value, label }) => ({ values: value, label }))}
      />
      <TagFilter />
      <LastSeenFilter />
      <MultiFilter
        source="sales_id"
        label="crm.field.owner"
        choices={users.map((user) => ({
          values: [user.id],
          label: user.id === identity?.id ? translate('crm.filter.me') : userName(user.id),
        }))}
      />
      <PendingTasks />
    </FilterBar>
  )
}

function PendingTasks() {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const { with_tasks: isOn, ...others } = filterValues
  return (
    <Button
      size="small"
      variant={isOn ? 'outlined' : 'text'}
      aria-pressed={isOn === true}
      onClick={() => setFilters(isOn ? others : { ...others, with_tasks: true })}
      sx={{ flex: 'none', color: isOn ? 'primary.main' : 'text.secondary' }}
    >
      {translate('crm.filter.with_tasks')}
    </Button>
  )
}
