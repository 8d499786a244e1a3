import { Button } from '@mui/material'
import { useGetIdentity, useListFilterContext, useTranslate } from 'ra-core'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { FilterPill } from '../../ui/FilterPill.tsx'
import { FilterReference } from '../../ui/FilterReference.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { filterChoices, useStatusChoices } from '../settings/index.ts'
import { useTags } from '../tags/index.ts'
import { useUserName, useUsers } from '../users/index.ts'

/** Search and filters of the contacts. The organization filter finds associated people as well. */
export function ContactFilters() {
  const translate = useTranslate()
  const users = useUsers()
  const userName = useUserName()
  const { identity } = useGetIdentity()
  const tags = useTags()
  const statuses = useStatusChoices()
  return (
    <FilterBar search={<SearchBox label="crm.contact.search" />}>
      <FilterReference
        source="linked_organization"
        label="crm.field.organization"
        resource="organizations"
      />
      <FilterPill source="status" label="crm.field.status" choices={filterChoices(statuses)} />
      <FilterPill
        source="tag"
        label="crm.field.tag"
        choices={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
      />
      <FilterPill
        source="sales_id"
        label="crm.field.owner"
        choices={users.map((user) => ({
          value: user.id,
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
  const { 'nb_tasks@gt': pending, ...others } = filterValues
  const isOn = pending !== undefined
  return (
    <Button
      size="small"
      variant={isOn ? 'outlined' : 'text'}
      aria-pressed={isOn}
      onClick={() => setFilters(isOn ? others : { ...others, 'nb_tasks@gt': 0 })}
      sx={{ flex: 'none', color: isOn ? 'primary.main' : 'text.secondary' }}
    >
      {translate('crm.filter.with_tasks')}
    </Button>
  )
}
