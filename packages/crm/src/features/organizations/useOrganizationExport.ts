import { useDataProvider, useTranslate } from 'ra-core'
import type { Choice, CrmDataProvider, OrganizationRecord } from '../../providers/types.ts'
import type { CsvColumn } from '../../ui/export/csv.ts'
import { readNames } from '../../ui/export/read-names.ts'
import { type Export, useExport } from '../../ui/export/useExport.ts'
import { dayOfMoment } from '../../ui/format.ts'
import { exportedLabel, useConfiguration } from '../settings/index.ts'
import { useUserName } from '../users/index.ts'

type Exported = OrganizationRecord & { readonly parent_name: string }

/** The organizations under the filters as a file, in a form that an import reads again. */
export function useOrganizationExport(): Export {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const columns = useCsvColumns()
  return useExport<Exported>({
    resource: 'organizations',
    columns,
    read: async ({ filter, sort, page, perPage }) => {
      const { data, total = 0 } = await dataProvider.getList<OrganizationRecord>('organizations', {
        filter,
        sort,
        pagination: { page, perPage },
      })
      const nameOf = await readNames(
        dataProvider,
        data.flatMap((row) => row.parent_company_id ?? []),
      )
      return {
        rows: data.map((row) => ({ ...row, parent_name: nameOf(row.parent_company_id) })),
        total,
      }
    },
  })
}

function useCsvColumns(): readonly CsvColumn<Exported>[] {
  const { choices } = useConfiguration()
  const words = { translate: useTranslate(), userName: useUserName() }
  return organizationColumns({ ...words, sectors: choices('companySectors') })
}

/** The names that a file of organizations is written with. */
interface OrganizationWords {
  readonly translate: (key: string) => string
  readonly userName: (id: number | null | undefined) => string
  readonly sectors: readonly Choice[]
}

/** What a file of organizations says of each. */
export function organizationColumns({
  translate,
  userName,
  sectors,
}: OrganizationWords): readonly CsvColumn<Exported>[] {
  const field = (name: string) => translate(`crm.field.${name}`)
  return [
    { head: translate('crm.import.field.organization_id'), value: (row) => row.id },
    { head: field('organization'), value: (row) => row.name },
    {
      head: field('type'),
      value: (row) => translate(`crm.organization_type.${row.organization_type}`),
    },
    { head: field('priority'), value: (row) => row.priority },
    { head: field('segment'), value: (row) => row.segment },
    { head: field('parent'), value: (row) => row.parent_name },
    { head: field('sector'), value: (row) => exportedLabel(sectors, row.sector) },
    {
      head: field('size'),
      value: (row) => (row.size === null ? null : translate(`crm.size.${row.size}`)),
    },
    { head: field('website'), value: (row) => row.website },
    { head: field('phone'), value: (row) => row.phone_number },
    { head: field('address'), value: (row) => row.address },
    { head: field('zipcode'), value: (row) => row.zipcode },
    { head: field('city'), value: (row) => row.city },
    { head: field('state'), value: (row) => row.state_abbr },
    { head: field('country'), value: (row) => row.country },
    { head: field('revenue'), value: (row) => row.revenue },
    { head: field('tax_identifier'), value: (row) => row.tax_identifier },
    { head: field('linkedin'), value: (row) => row.linkedin_url },
    { head: field('owner'), value: (row) => userName(row.sales_id) },
    { head: field('description'), value: (row) => row.description },
    { head: field('created_at'), value: (row) => dayOfMoment(row.created_at) },
  ]
}
