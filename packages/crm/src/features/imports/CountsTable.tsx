import { useTranslate } from 'ra-core'
import { FigureTable } from '../../ui/FigureTable.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import type { ImportReport } from './import-report.ts'

const RESOURCES = ['contacts', 'organizations', 'opportunities'] as const
/** What few files hold is named only where there is some of it. */
const FURTHER = ['notes', 'tasks'] as const

/** How many records are new and changed, and what became of the rows. */
export function CountsTable({ report }: { readonly report: ImportReport }) {
  const translate = useTranslate()
  const { locale } = useLocalFormat()
  const number = (count: number) => count.toLocaleString(locale)
  const { rows, records } = report
  const further = FURTHER.filter(
    (resource) => records[resource].created + records[resource].updated > 0,
  )
  return (
    <FigureTable sx={{ maxWidth: 640, '& th, & td': { py: 0.75, px: 0.5 } }}>
      <thead>
        <tr>
          <th scope="col">{translate('crm.import.kind')}</th>
          <th scope="col">{translate('crm.import.created')}</th>
          <th scope="col">{translate('crm.import.updated')}</th>
          <th scope="col">{translate('crm.import.unchanged')}</th>
          <th scope="col">{translate('crm.import.failed')}</th>
        </tr>
      </thead>
      <tbody>
        {[...RESOURCES, ...further].map((resource) => (
          <tr key={resource}>
            <th scope="row">{translate(`resources.${resource}.name`, { smart_count: 2 })}</th>
            <td>{number(records[resource].created)}</td>
            <td>{number(records[resource].updated)}</td>
            <td />
            <td />
          </tr>
        ))}
        <tr>
          <th scope="row">{translate('crm.import.rows')}</th>
          <td>{number(rows.created)}</td>
          <td>{number(rows.updated)}</td>
          <td>{number(rows.unchanged)}</td>
          <td>{number(rows.failed)}</td>
        </tr>
      </tbody>
    </FigureTable>
  )
}
