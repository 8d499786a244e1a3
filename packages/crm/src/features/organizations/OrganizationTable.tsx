import { useTranslate } from 'ra-core'
import { DataTable } from 'react-admin'
import type { OrganizationRecord } from '../../providers/types.ts'
import { Pager } from '../../ui/Pager.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useConfiguration } from '../settings/index.ts'
import { TagChips, TagSelectionBar } from '../tags/index.ts'
import { useUserName } from '../users/index.ts'
import { TypeChip } from './TypeChip.tsx'

/** The organizations as rows. */
export function OrganizationTable() {
  const translate = useTranslate()
  const { label } = useConfiguration()
  const userName = useUserName()
  return (
    <Panel isFlush>
      <DataTable<OrganizationRecord>
        bulkActionsToolbar={<TagSelectionBar resource="organizations" />}
        rowClick="show"
        sx={{ '& td': { whiteSpace: 'nowrap' } }}
      >
        <DataTable.Col
          source="name"
          label="crm.field.name"
          render={(row: OrganizationRecord) => (
            <TextLink to={`/organizations/${row.id}/show`}>{row.name}</TextLink>
          )}
        />
        <DataTable.Col
          source="organization_type"
          label="crm.field.type"
          render={(row: OrganizationRecord) => <TypeChip type={row.organization_type} />}
        />
        <DataTable.Col source="priority" label="crm.field.priority" />
        <DataTable.Col
          source="sector"
          label="crm.field.sector"
          render={(row: OrganizationRecord) => label('companySectors', row.sector)}
        />
        <DataTable.Col
          source="size"
          label="crm.field.size"
          render={(row: OrganizationRecord) =>
            row.size ? translate(`crm.size.${row.size}`, { _: String(row.size) }) : ''
          }
        />
        <DataTable.Col source="city" label="crm.field.city" />
        <DataTable.Col
          source="tag_ids"
          label="crm.field.tags"
          disableSort
          render={(row: OrganizationRecord) => <TagChips ids={row.tag_ids} max={3} />}
        />
        <DataTable.NumberCol source="nb_contacts" label="crm.field.people" />
        <DataTable.NumberCol source="nb_opportunities" label="crm.field.opportunities" />
        <DataTable.Col
          source="sales_id"
          label="crm.field.owner"
          render={(row: OrganizationRecord) => userName(row.sales_id)}
        />
      </DataTable>
      <Pager />
    </Panel>
  )
}
