import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { ColumnsButton, DataTable } from 'react-admin'
import type { OpportunityRecord } from '../../../providers/types.ts'
import { dayOf, dayOfMoment, today } from '../../../ui/format.ts'
import { Pager } from '../../../ui/Pager.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { TextLink } from '../../../ui/TextLink.tsx'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { opportunityTexts } from '../../fields/index.ts'
import { useConfiguration, useMoney } from '../../settings/index.ts'
import { TagChips } from '../../tags/index.ts'
import { PriorityMark } from '../PriorityMark.tsx'
import { StageChip } from '../StageChip.tsx'
import { StaleMark } from '../StaleMark.tsx'
import { isPastClose } from '../stages.ts'
import { BulkToolbar } from './BulkToolbar.tsx'
import { HIDDEN_COLUMNS } from './columns.ts'
import { ExportOpportunities } from './ExportOpportunities.tsx'
import { InlineCell } from './InlineCell.tsx'
import { useCellChoices } from './useCellChoices.ts'
import { useCellEdits } from './useCellEdits.ts'

/** The opportunities as rows: sorted by any column, columns as one likes, edited where they stand, one or many. */
export function OpportunityTable() {
  const translate = useTranslate()
  const money = useMoney()
  const { day } = useLocalFormat()
  const { label } = useConfiguration()
  const choices = useCellChoices()
  const { save, bulk, move, dialog } = useCellEdits()
  const name = (field: string) => translate(`crm.field.${field}`)
  return (
    <>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1, mb: 1 }}>
        <ExportOpportunities />
        <ColumnsButton />
      </Box>
      <Panel isFlush>
        <DataTable<OpportunityRecord>
          bulkActionsToolbar={<BulkToolbar />}
          rowClick={false}
          hiddenColumns={[...HIDDEN_COLUMNS]}
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
            render={(row: OpportunityRecord) => (
              <Box sx={{ display: 'grid', justifyItems: 'start' }}>
                <InlineCell
                  label={name('stage')}
                  value={row.stage}
                  choices={choices.stages}
                  onSave={(value) => move(row, value)}
                >
                  <StageChip stage={row.stage} />
                </InlineCell>
                <StaleMark record={row} />
              </Box>
            )}
          />
          <DataTable.Col
            align="right"
            source="amount"
            label="crm.field.amount"
            render={(row: OpportunityRecord) => (
              <InlineCell
                label={name('amount')}
                type="number"
                align="right"
                value={row.amount === null ? '' : String(row.amount)}
                onSave={(value) => save(row, { amount: value === '' ? null : Number(value) })}
              >
                <span className="number">{money(row.amount)}</span>
              </InlineCell>
            )}
          />
          <DataTable.Col
            align="right"
            source="probability"
            label="crm.field.probability"
            render={(row: OpportunityRecord) =>
              translate('crm.percent', { value: row.probability })
            }
          />
          <DataTable.Col
            source="expected_closing_date"
            label="crm.field.expected_close"
            render={(row: OpportunityRecord) => (
              <InlineCell
                label={name('expected_close')}
                type="date"
                value={dayOf(row.expected_closing_date) ?? ''}
                onSave={(value) => save(row, { expected_closing_date: value || null })}
              >
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
              </InlineCell>
            )}
          />
          <DataTable.Col
            source="priority"
            label="crm.field.priority"
            render={(row: OpportunityRecord) => (
              <InlineCell
                label={name('priority')}
                value={row.priority}
                choices={choices.priorities}
                onSave={(value) => bulk(row, { priority: value as OpportunityRecord['priority'] })}
              >
                <PriorityMark priority={row.priority} />
              </InlineCell>
            )}
          />
          <DataTable.Col
            source="tag_ids"
            label="crm.field.tags"
            disableSort
            render={(row: OpportunityRecord) => <TagChips ids={row.tag_ids} max={3} />}
          />
          <DataTable.Col
            source="owner_name"
            label="crm.field.owner"
            render={(row: OpportunityRecord) => (
              <InlineCell
                label={name('owner')}
                value={row.sales_id === null ? '' : String(row.sales_id)}
                choices={choices.owners}
                onSave={(value) => bulk(row, { sales_id: Number(value) })}
              >
                {row.owner_name}
              </InlineCell>
            )}
          />
          <DataTable.Col
            source="category"
            label="crm.field.category"
            render={(row: OpportunityRecord) => (
              <InlineCell
                label={name('category')}
                value={row.category ?? ''}
                choices={choices.categoriesWith(row.category)}
                onSave={(value) => bulk(row, { category: value })}
              >
                {label('dealCategories', row.category)}
              </InlineCell>
            )}
          />
          <DataTable.Col
            source="status"
            label="crm.field.status"
            render={(row: OpportunityRecord) => (
              <InlineCell
                label={name('status')}
                value={row.status}
                choices={choices.statuses}
                onSave={(value) => bulk(row, { status: value as OpportunityRecord['status'] })}
              >
                {translate(`crm.opportunity_status.${row.status}`)}
              </InlineCell>
            )}
          />
          <DataTable.Col
            source="next_action"
            label="crm.field.next_action"
            render={(row: OpportunityRecord) => (
              <InlineCell
                label={name('next_action')}
                value={row.next_action ?? ''}
                onSave={(value) => save(row, { next_action: value })}
              >
                {row.next_action}
              </InlineCell>
            )}
          />
          <DataTable.Col
            source="created_at"
            label="crm.field.created_at"
            render={(row: OpportunityRecord) => day(dayOfMoment(row.created_at))}
          />
          {opportunityTexts.map((field) => (
            <DataTable.Col
              key={field}
              source={field}
              label={`crm.field.${field}`}
              render={(row: OpportunityRecord) => (
                <InlineCell
                  label={name(field)}
                  value={row[field] ?? ''}
                  onSave={(value) => save(row, { [field]: value })}
                >
                  {row[field]}
                </InlineCell>
              )}
            />
          ))}
        </DataTable>
        <Pager />
      </Panel>
      {dialog}
    </>
  )
}
