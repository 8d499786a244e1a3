import { useDataProvider, useTranslate } from 'ra-core'
import type { ContactRecord, CrmDataProvider } from '../../providers/types.ts'
import { listed } from '../../ui/export/listed.ts'
import { readNames } from '../../ui/export/read-names.ts'
import { type Export, useExport } from '../../ui/export/useExport.ts'
import { useContactColumns } from './useContactColumns.ts'

/** The contacts under the filters as a file, in a form that an import reads again. */
export function useContactExport(): Export {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const translate = useTranslate()
  const columns = useContactColumns()
  return useExport<ContactRecord & { readonly other_names: string }>({
    resource: 'contacts',
    columns: [
      ...columns,
      {
        head: translate('crm.field.other_organizations'),
        value: (row) => row.other_names,
      },
    ],
    read: async ({ filter, sort, page, perPage }) => {
      const { data, total = 0 } = await dataProvider.getList<ContactRecord>('contacts', {
        filter,
        sort,
        pagination: { page, perPage },
      })
      const others = data.map((row) => row.organization_ids.filter((id) => id !== row.company_id))
      const nameOf = await readNames(dataProvider, others.flat())
      const rows = data.map((row, place) => ({
        ...row,
        other_names: listed((others[place] ?? []).map(nameOf)),
      }))
      return { rows, total }
    },
  })
}
