import { useDataProvider, useTranslate } from 'ra-core'
import type { Choice, CrmDataProvider, OpportunityRecord } from '../../../providers/types.ts'
import type { CsvColumn } from '../../../ui/export/csv.ts'
import { ExportButton } from '../../../ui/export/ExportButton.tsx'
import { listed } from '../../../ui/export/listed.ts'
import { useExport } from '../../../ui/export/useExport.ts'
import { dayOf, dayOfMoment } from '../../../ui/format.ts'
import { opportunityTexts } from '../../fields/index.ts'
import { exportedLabel, useConfiguration } from '../../settings/index.ts'

/** The opportunities under the filters as a file, in a form that an import reads again. */
export function ExportOpportunities() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const columns = useCsvColumns()
  const exported = useExport({
    resource: 'opportunities',
    columns,
    read: (query) => dataProvider.listOpportunities(query),
  })
  return <ExportButton {...exported} />
}

function useCsvColumns(): readonly CsvColumn<OpportunityRecord>[] {
  const { choices } = useConfiguration()
  return opportunityColumns({ translate: useTranslate(), categories: choices('dealCategories') })
}

/** What a file of opportunities says of each. */
export function opportunityColumns({
  translate,
  categories,
}: {
  readonly translate: (key: string) => string
  readonly categories: readonly Choice[]
}): readonly CsvColumn<OpportunityRecord>[] {
  const field = (name: string) => translate(`crm.field.${name}`)
  return [
    { head: translate('crm.import.field.opportunity_id'), value: (row) => row.id },
    { head: field('name'), value: (row) => row.name },
    { head: field('organization'), value: (row) => row.company_name },
    { head: field('contacts'), value: (row) => listed(row.contact_names) },
    { head: field('stage'), value: (row) => translate(`crm.stage.${row.stage}`) },
    { head: field('status'), value: (row) => translate(`crm.opportunity_status.${row.status}`) },
    { head: field('priority'), value: (row) => translate(`crm.priority.${row.priority}`) },
    {
      head: field('category'),
      value: (row) => exportedLabel(categories, row.category),
    },
    { head: field('amount'), value: (row) => (row.amount === null ? null : Number(row.amount)) },
    { head: field('probability'), value: (row) => row.probability },
    { head: field('owner'), value: (row) => row.owner_name },
    { head: field('expected_close'), value: (row) => dayOf(row.expected_closing_date) },
    { head: field('actual_close'), value: (row) => row.actual_close_date },
    { head: field('lost_reason'), value: (row) => row.lost_reason },
    { head: field('next_action'), value: (row) => row.next_action },
    { head: field('next_action_date'), value: (row) => row.next_action_date },
    { head: field('description'), value: (row) => row.description },
    ...opportunityTexts.map((name) => ({
      head: field(name),
      value: (row: OpportunityRecord) => row[name],
    })),
    { head: field('created_at'), value: (row) => dayOfMoment(row.created_at) },
    { head: field('archived_at'), value: (row) => dayOfMoment(row.archived_at) },
  ]
}
