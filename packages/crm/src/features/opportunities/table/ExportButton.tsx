import { Button } from '@mui/material'
import { useDataProvider, useListFilterContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, OpportunityRecord } from '../../../providers/types.ts'
import { download } from '../../../ui/download.ts'
import { dayOf, today } from '../../../ui/format.ts'
import { DownloadIcon } from '../../../ui/icons.ts'
import { useNotifyError } from '../../../ui/useNotifyError.ts'
import { useConfiguration } from '../../settings/index.ts'
import { type CsvColumn, toCsv } from './export-csv.ts'
import { readAll } from './read-all.ts'

/** Every row under the filters as a file, with names where the database has ids. */
export function ExportButton() {
  const translate = useTranslate()
  const notifyError = useNotifyError()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { filterValues } = useListFilterContext()
  const columns = useCsvColumns()
  const [percent, setPercent] = useState<number | null>(null)

  const exportRows = async () => {
    setPercent(0)
    try {
      const rows = await readAll(dataProvider, filterValues, (read, total) =>
        setPercent(total === 0 ? 100 : Math.round((100 * read) / total)),
      )
      download(
        `${translate('crm.table.file_name')}-${today()}.csv`,
        toCsv(columns, rows),
        'text/csv',
      )
    } catch (error) {
      notifyError(error)
    } finally {
      setPercent(null)
    }
  }
  return (
    <Button
      size="small"
      color="inherit"
      startIcon={<DownloadIcon />}
      disabled={percent !== null}
      onClick={() => void exportRows()}
    >
      {percent === null ? translate('crm.table.export') : `${percent}%`}
    </Button>
  )
}

function useCsvColumns(): readonly CsvColumn<OpportunityRecord>[] {
  const translate = useTranslate()
  const { label } = useConfiguration()
  const field = (name: string) => translate(`crm.field.${name}`)
  return [
    { head: field('name'), value: (row) => row.name },
    { head: field('organization'), value: (row) => row.company_name },
    { head: field('contacts'), value: (row) => row.contact_names.join('; ') },
    { head: field('stage'), value: (row) => translate(`crm.stage.${row.stage}`) },
    { head: field('status'), value: (row) => translate(`crm.opportunity_status.${row.status}`) },
    { head: field('priority'), value: (row) => translate(`crm.priority.${row.priority}`) },
    { head: field('category'), value: (row) => label('dealCategories', row.category) },
    { head: field('amount'), value: (row) => (row.amount === null ? null : Number(row.amount)) },
    { head: field('probability'), value: (row) => row.probability },
    { head: field('owner'), value: (row) => row.owner_name },
    { head: field('expected_close'), value: (row) => dayOf(row.expected_closing_date) },
    { head: field('actual_close'), value: (row) => row.actual_close_date },
    { head: field('lost_reason'), value: (row) => row.lost_reason },
    { head: field('next_action'), value: (row) => row.next_action },
    { head: field('next_action_date'), value: (row) => row.next_action_date },
    { head: field('description'), value: (row) => row.description },
    { head: field('created_at'), value: (row) => dayOf(row.created_at) },
    { head: field('archived_at'), value: (row) => dayOf(row.archived_at) },
  ]
}
