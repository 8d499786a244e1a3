import { type DataProvider, useDataProvider, useListFilterContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { download } from '../download.ts'
import { today } from '../format.ts'
import { useNotifyError } from '../useNotifyError.ts'
import { type CsvColumn, csvHead, csvLines } from './csv.ts'
import { type ExternalIdReader, readExternalIds } from './external-ids.ts'
import { type PageQuery, type ReadPage, readPages } from './read-pages.ts'

interface ExportOptions<T> {
  readonly resource: 'contacts' | 'organizations' | 'opportunities'
  readonly columns: readonly CsvColumn<T>[]
  readonly read: (query: PageQuery) => Promise<ReadPage<T>>
}

/** An export as a button or a menu offers it. */
export interface Export {
  /** How far it is, while it is written. */
  readonly percent: number | null
  readonly run: () => Promise<void>
}

/** Every row under the filters as a file, with names where the database has ids. Written page by page, without a limit. */
export function useExport<T extends { readonly id: number }>({
  resource,
  columns,
  read,
}: ExportOptions<T>): Export {
  const translate = useTranslate()
  const notifyError = useNotifyError()
  const dataProvider = useDataProvider<DataProvider & ExternalIdReader>()
  const { filterValues } = useListFilterContext()
  const [percent, setPercent] = useState<number | null>(null)

  const run = async () => {
    setPercent(0)
    // Told, and not read again: our own ID is in the file.
    const withIds = (idsOf: (id: number) => string): readonly CsvColumn<T>[] => [
      ...columns,
      { head: translate('crm.field.external_ids'), value: ({ id }) => idsOf(id) },
    ]
    try {
      const parts = [csvHead(withIds(() => ''))]
      let count = 0
      for await (const { rows, total } of readPages(read, filterValues)) {
        const idsOf = await readExternalIds(
          dataProvider,
          resource,
          rows.map(({ id }) => id),
        )
        parts.push(csvLines(withIds(idsOf), rows))
        count += rows.length
        setPercent(total === 0 ? 100 : Math.round((100 * count) / total))
      }
      const name = translate(`resources.${resource}.name`, { smart_count: 2 }).toLowerCase()
      download(`${name}-${today()}.csv`, parts, 'text/csv')
    } catch (error) {
      notifyError(error)
    } finally {
      setPercent(null)
    }
  }
  return { percent, run }
}
