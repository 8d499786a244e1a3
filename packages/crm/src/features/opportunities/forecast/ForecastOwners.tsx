import { Link } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ForecastLine } from '../../../providers/types.ts'
import { FigureTable } from '../../../ui/FigureTable.tsx'
import { useMoney } from '../../settings/index.ts'
import { useUserName } from '../../users/index.ts'
import { sumLines } from './months.ts'

interface ForecastOwnersProps {
  readonly lines: readonly ForecastLine[]
  readonly onChoose: (owner: number) => void
}

/** The same sums by owner, the largest first; a name shows that owner's months. */
export function ForecastOwners({ lines, onChoose }: ForecastOwnersProps) {
  const translate = useTranslate()
  const money = useMoney()
  const userName = useUserName()
  const owners = [...new Set(lines.map((line) => line.sales_id))]
    .map((id) => ({ id, sums: sumLines(lines.filter((line) => line.sales_id === id)) }))
    .toSorted((a, b) => b.sums.weighted - a.sums.weighted)
  return (
    <FigureTable
      sx={{
        '& th, & td': { py: 0.75, px: { xs: 0.5, sm: 0.75 } },
        '& tbody tr + tr': { borderTop: '1px solid var(--v-border)' },
      }}
    >
      <thead>
        <tr>
          <th scope="col">{translate('crm.field.owner')}</th>
          <th scope="col">{translate('crm.forecast.total')}</th>
          <th scope="col">{translate('crm.forecast.weighted')}</th>
          <th scope="col">{translate('crm.forecast.won')}</th>
        </tr>
      </thead>
      <tbody>
        {owners.map(({ id, sums }) => (
          <tr key={id ?? 'none'}>
            <th scope="row">
              {id === null ? (
                translate('crm.forecast.nobody')
              ) : (
                <Link
                  component="button"
                  underline="hover"
                  onClick={() => onChoose(id)}
                  sx={{ color: 'text.primary', font: 'inherit', textAlign: 'left' }}
                >
                  {userName(id)}
                </Link>
              )}
            </th>
            <td className="number">{money(Math.round(sums.total), true)}</td>
            <td className="number">{money(Math.round(sums.weighted), true)}</td>
            <td className="number">{money(Math.round(sums.won), true)}</td>
          </tr>
        ))}
      </tbody>
    </FigureTable>
  )
}
