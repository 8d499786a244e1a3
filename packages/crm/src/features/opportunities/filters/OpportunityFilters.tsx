import { Button } from '@mui/material'
import { opportunityStatuses, priorityLevels } from '@valence/schema'
import { useGetIdentity, useListFilterContext, useTranslate } from 'ra-core'
import type { ContactRecord } from '../../../providers/types.ts'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { FilterReference } from '../../../ui/FilterReference.tsx'
import { MultiFilter } from '../../../ui/MultiFilter.tsx'
import { SearchBox } from '../../../ui/SearchBox.tsx'
import { opportunityTexts } from '../../fields/index.ts'
import { contactName } from '../../references/index.ts'
import { filterChoices, useConfiguration } from '../../settings/index.ts'
import { TagFilter } from '../../tags/index.ts'
import { useUserName, useUsers } from '../../users/index.ts'
import { AmountFilter } from './AmountFilter.tsx'
import { CloseDateFilter } from './CloseDateFilter.tsx'
import { FlagFilter } from './FlagFilter.tsx'

/** Search and filters of the opportunities, the same for board and table. */
export function OpportunityFilters() {
  const translate = useTranslate()
  const users = useUsers()
  const userName = useUserName()
  const { identity } = useGetIdentity()
  const { choices, stageOrder } = useConfiguration()
  const named = (values: readonly string[], prefix: string) =>
    values.map((value) => ({ values: [value], label: translate(`${prefix}.${value}`) }))
  const owners = users.map((user) => ({
    values: [user.id],
    label: user.id === identity?.id ? translate('crm.filter.me') : userName(user.id),
  }))
  const categories = filterChoices(choices('dealCategories')).map(({ value, label }) => ({
    values: value,
    label,
  }))
  return (
    <FilterBar search={<SearchBox label="crm.opportunity.search" />}>
      <MultiFilter
        source="stage"
        label="crm.field.stage"
        choices={named(stageOrder, 'crm.stage')}
      />
      <MultiFilter source="sales_id" label="crm.field.owner" choices={owners} />
      <FilterReference
        source="customer_organization_id"
        label="crm.field.organization"
        resource="organizations"
      />
      <FilterReference<ContactRecord>
        source="contact_id"
        label="crm.field.contact"
        resource="contacts"
        sort="last_name"
        nameOf={contactName}
      />
      <MultiFilter source="category" label="crm.field.category" choices={categories} />
      <MultiFilter
        source="priority"
        label="crm.field.priority"
        choices={named(priorityLevels, 'crm.priority')}
      />
      <MultiFilter
        source="status"
        label="crm.field.status"
        choices={named(opportunityStatuses, 'crm.opportunity_status')}
      />
      <TagFilter />
      <MultiFilter
        source="filled"
        label="crm.filter.filled"
        choices={opportunityTexts.map((name) => ({
          values: [name],
          label: translate(`crm.field.${name}`),
        }))}
      />
      <AmountFilter />
      <CloseDateFilter />
      <FlagFilter source="stale" value label="crm.stale.filter" />
      <FlagFilter source="planned" value={false} label="crm.task.no_next_step" />
      <ArchiveToggle />
    </FilterBar>
  )
}

/** Shown while archived ones are; the way there is the menu of the page. */
function ArchiveToggle() {
  const translate = useTranslate()
  const { filterValues, setFilters } = useListFilterContext()
  const { archived, ...others } = filterValues
  const label = archived === 'any' ? 'crm.filter.with_archived' : 'crm.filter.archived'
  if (!archived) return null
  return (
    <Button
      size="small"
      variant="outlined"
      aria-pressed
      onClick={() => setFilters(others)}
      sx={{ flex: 'none' }}
    >
      {translate(label)}
    </Button>
  )
}
