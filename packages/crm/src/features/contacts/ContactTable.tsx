import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { ColumnsButton, DataTable } from 'react-admin'
import type { ContactRecord } from '../../providers/types.ts'
import { entriesOf } from '../../ui/entries.ts'
import { dayOfMoment } from '../../ui/format.ts'
import { Pager } from '../../ui/Pager.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { contactName } from '../references/index.ts'
import { StatusChip } from '../settings/index.ts'
import { TagChips, TagSelectionBar } from '../tags/index.ts'
import { useUserName } from '../users/index.ts'
import { OrganizationCell } from './OrganizationCell.tsx'

const HIDDEN_COLUMNS = ['department', 'first_seen', 'phone_jsonb', 'tags', 'nb_tasks']

/** The contacts as rows, sorted by any column, columns as one likes. */
export function ContactTable() {
  const translate = useTranslate()
  const { relative, day } = useLocalFormat()
  const userName = useUserName()
  return (
    <>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', mb: 1 }}>
        <ColumnsButton />
      </Box>
      <Panel isFlush>
        <DataTable<ContactRecord>
          bulkActionsToolbar={<TagSelectionBar resource="contacts" />}
          rowClick={false}
          hiddenColumns={HIDDEN_COLUMNS}
          sx={{ '& td': { whiteSpace: 'nowrap' } }}
        >
          <DataTable.Col
            source="last_name"
            label="crm.field.name"
            render={(row: ContactRecord) => (
              <TextLink to={`/contacts/${row.id}/show`}>
                {contactName(row) || translate('crm.contact.unnamed')}
              </TextLink>
            )}
          />
          <DataTable.Col source="title" label="crm.field.title" />
          <DataTable.Col source="department" label="crm.field.department" />
          <DataTable.Col
            source="company_name"
            label="crm.field.organization"
            render={(row: ContactRecord) => <OrganizationCell contact={row} />}
          />
          <DataTable.Col
            source="email_jsonb"
            label="crm.field.email"
            disableSort
            render={(row: ContactRecord) => entriesOf(row.email_jsonb, 'email')[0]?.email}
          />
          <DataTable.Col
            source="phone_jsonb"
            label="crm.field.phone"
            disableSort
            render={(row: ContactRecord) => entriesOf(row.phone_jsonb, 'number')[0]?.number}
          />
          <DataTable.Col
            source="status"
            label="crm.field.status"
            render={(row: ContactRecord) => <StatusChip value={row.status} />}
          />
          <DataTable.Col
            source="tags"
            label="crm.field.tags"
            disableSort
            render={(row: ContactRecord) => (
              <Box sx={{ display: 'flex', gap: 1 }}>
                <TagChips ids={row.tags} max={3} />
              </Box>
            )}
          />
          <DataTable.NumberCol source="nb_tasks" label="crm.field.tasks" />
          <DataTable.Col
            source="last_seen"
            label="crm.field.last_seen"
            render={(row: ContactRecord) => relative(row.last_seen)}
          />
          <DataTable.Col
            source="first_seen"
            label="crm.field.first_seen"
            render={(row: ContactRecord) => day(dayOfMoment(row.first_seen))}
          />
          <DataTable.Col
            source="sales_id"
            label="crm.field.owner"
            render={(row: ContactRecord) => userName(row.sales_id)}
          />
        </DataTable>
        <Pager />
      </Panel>
    </>
  )
}
