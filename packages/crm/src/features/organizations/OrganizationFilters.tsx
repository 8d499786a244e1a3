import { useQuery } from '@tanstack/react-query'
import { organizationPriorities, organizationTypes } from '@valence/schema'
import { useDataProvider, useGetIdentity, useListFilterContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider } from '../../providers/types.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { MultiFilter } from '../../ui/MultiFilter.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { filterChoices, useConfiguration } from '../settings/index.ts'
import { TagFilter } from '../tags/index.ts'
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
      <MultiFilter
        source="organization_type"
        label="crm.field.type"
        choices={organizationTypes.map((value) => ({
          values: [value],
          label: translate(`crm.organization_type.${value}`),
        }))}
      />
      <MultiFilter
        source="priority"
        label="crm.field.priority"
        choices={organizationPriorities.map((value) => ({ values: [value], label: value }))}
      />
      <SegmentFilter />
      <MultiFilter
        source="sector"
        label="crm.field.sector"
        choices={filterChoices(choices('companySectors')).map(({ value, label }) => ({
          values: value,
          label,
        }))}
      />
      <MultiFilter
        source="size"
        label="crm.field.size"
        choices={SIZES.map((value) => ({ values: [value], label: translate(`crm.size.${value}`) }))}
      />
      <TagFilter />
      <MultiFilter
        source="sales_id"
        label="crm.field.owner"
        choices={users.map((user) => ({
          values: [user.id],
          label: user.id === identity?.id ? translate('crm.filter.me') : userName(user.id),
        }))}
      />
    </FilterBar>
  )
}

/** Segments are whatever people wrote, so they are asked for, once someone wants to choose one. */
function SegmentFilter() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { filterValues } = useListFilterContext()
  const [isWanted, setWanted] = useState(false)
  const { data = [] } = useQuery({
    queryKey: ['organizations', 'segments'],
    queryFn: () => dataProvider.getSegments(),
    enabled: isWanted,
  })
  const chosen = [filterValues['segment'] ?? []].flat() as string[]
  const segments = [...new Set([...data, ...chosen])].sort((a, b) => a.localeCompare(b))
  return (
    <MultiFilter
      source="segment"
      label="crm.field.segment"
      choices={segments.map((segment) => ({ values: [segment], label: segment }))}
      onOpen={() => setWanted(true)}
    />
  )
}
