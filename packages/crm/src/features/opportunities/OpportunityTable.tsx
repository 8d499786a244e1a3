import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { ColumnsButton, DataTable } from 'react-admin'
import type { OpportunityRecord } from '../../providers/types.ts'
import { today } from '../../ui/format.ts'
import { Pager } from '../../ui/Pager.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useConfiguration, useMoney } from '../settings/index.ts'
import { PriorityMark } from './PriorityMark.tsx'
import { StageChip } from './StageChip.tsx'
import { isPastClose } from './stages.ts'

const HIDDEN = ['category', 'status', 'created_at', 'next_action']

/** The opportunities as rows: sorted by any column, columns as one likes. */
export function OpportunityTable() {
  const translate = useTranslate()
  const money = useMoney()
  const { day } = useLocalFormat()
  const { label } = useConfiguration()
  return (
    <>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', mb: 1 }}>
        <ColumnsButton />
      </Box>
      <Panel isFlush>
        <DataTable<OpportunityRecord>
          bulkActionButtons={false}
          rowClick="show"
          hiddenColumns={HIDDEN}
          sx={{ '& td': { whiteSpace: 'nowrap' } }}
        >
          <DataTable.Col
            source="name"
            label="crm.field.name"
            render={(row: OpportunityRecord) => (
              <Box sx={{ whiteSpace: 'normal', minWidth: 200, maxWidth: 380 }}>
                <TextLink to={`/opportunities/${row.id}/show`}>{row.name}</TextLink>
              </Box>
            )}
          />
          <DataTable.Col source="company_name" label="crm.field.organization" />
          <DataTable.Col
            source="stage"
            label="crm.field.stage"
            render={(row: OpportunityRecord) => <StageChip stage={row.stage} />}
          />
          <DataTable.Col
            align="right"
            source="amount"
            label="crm.field.amount"
            render={(row: OpportunityRecord) => <span className="number">{money(row.amount)}</span>}
          />
          <DataTable.Col
            align="right"
            source="probability"
            label="crm.field.probability"
            render={(row: OpportunityRecord) => `${row.probability}%`}
          />
          <DataTable.Col
            source="expected_closing_date"
            label="crm.field.expected_close"
            render={(row: OpportunityRecord) => (
              <Box
                component="span"
                sx={
                  isPastClose(row.stage, row.expected_closing_date, today())
                    ? { color: 'error.main' }
                    : {}
                }
              >
                {day(row.expected_closing_date)}
              </Box>
            )}
          />
          <DataTable.Col
            source="priority"
            label="crm.field.priority"
            render={(row: OpportunityRecord) => <PriorityMark priority={row.priority} />}
          />
          <DataTable.Col source="owner_name" label="crm.field.owner" />
          <DataTable.Col
            source="category"
            label="crm.field.category"
            render={(row: OpportunityRecord) => label('dealCategories', row.category)}
          />
          <DataTable.Col
            source="status"
            label="crm.field.status"
            render={(row: OpportunityRecord) => translate(`crm.opportunity_status.${row.status}`)}
          />
          <DataTable.Col source="next_action" label="crm.field.next_action" disableSort />
          <DataTable.Col
            source="created_at"
            label="crm.field.created_at"
            render={(row: OpportunityRecord) => day(row.created_at)}
          />
        </DataTable>
        <Pager />
      </Panel>
    </>
  )
}
