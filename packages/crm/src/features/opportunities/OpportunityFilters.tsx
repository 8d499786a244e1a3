import { Button } from '@mui/material'
import { opportunityStages, opportunityStatuses, priorityLevels } from '@valence/schema'
import { useGetIdentity, useListFilterContext, useTranslate } from 'ra-core'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { FilterPill } from '../../ui/FilterPill.tsx'
import { FilterReference } from '../../ui/FilterReference.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { filterChoices, useConfiguration } from '../settings/index.ts'
import { useUserName, useUsers } from '../users/index.ts'

/** Search and filters of the opportunities, the same for board and table. */
export function OpportunityFilters({ hasStage }: { readonly hasStage: boolean }) {
  const translate = useTranslate()
  const users = useUsers()
  const userName = useUserName()
  const { identity } = useGetIdentity()
  const { choices } = useConfiguration()
  const named = (values: readonly string[], prefix: string) =>
    values.map((value) => ({ value, label: translate(`${prefix}.${value}`) }))
  const owners = users.map((user) => ({
    value: user.id,
    label: user.id === identity?.id ? translate('crm.filter.me') : userName(user.id),
  }))
  return (
    <FilterBar search={<SearchBox label="crm.opportunity.search" />}>
      {hasStage ? (
        <FilterPill
          source="stage"
          label="crm.field.stage"
          choices={named(opportunityStages, 'crm.stage')}
        />
      ) : null}
      <FilterPill source="sales_id" label="crm.field.owner" choices={owners} />
      <FilterReference
        source="customer_organization_id"
        label="crm.field.organization"
        resource="organizations"
      />
      <FilterPill
        source="category"
        label="crm.field.category"
        choices={filterChoices(choices('dealCategories'))}
      />
      <FilterPill
        source="priority"
        label="crm.field.priority"
        choices={named(priorityLevels, 'crm.priority')}
      />
      <FilterPill
        source="status"
        label="crm.field.status"
        choices={named(opportunityStatuses, 'crm.opportunity_status')}
      />
      <ArchiveToggle />
    </FilterBar>
  )
}

function ArchiveToggle() {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const { archived, ...others } = filterValues
  return (
    <Button
      size="small"
      variant={archived ? 'outlined' : 'text'}
      color={archived ? 'primary' : 'inherit'}
      aria-pressed={Boolean(archived)}
      onClick={() => setFilters(archived ? others : { ...others, archived: true })}
      sx={{ flex: 'none', color: archived ? 'primary.main' : 'text.secondary' }}
    >
      {translate('crm.filter.archived')}
    </Button>
  )
}
