import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { ForecastLine } from '../../../providers/types.ts'
import { FigureTable } from '../../../ui/FigureTable.tsx'
import { FullText } from '../../../ui/FullText.tsx'
import { formatMonth } from '../../../ui/format.ts'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { useMoney } from '../../settings/index.ts'
import { type ForecastKind, type ForecastSums, listFilterFor, sumLines } from './months.ts'

interface ForecastMonthsProps {
  readonly lines: readonly ForecastLine[]
  /** First days, in their order. */
  readonly months: readonly string[]
  readonly owner: number | null
}

/** A table of months whose amounts are bars; each bar, and each number, opens the list behind it. */
export function ForecastMonths({ lines, months, owner }: ForecastMonthsProps) {
  const translate = useTranslate()
  const rows = [...months, null].map((month) => ({
    month,
    sums: sumLines(lines.filter((line) => line.month === month)),
  }))
  const known = rows.filter(
    ({ month, sums }) => month !== null || sums.openCount + sums.wonCount > 0,
  )
  const largest = Math.max(1, ...known.flatMap(({ sums }) => [sums.total, sums.won]))
  return (
    <FigureTable
      sx={{
        '& th, & td': { py: 0.75, px: { xs: 0.5, sm: 0.75 } },
        '& th:first-of-type': { whiteSpace: 'nowrap' },
        '& tbody tr + tr': { borderTop: '1px solid var(--v-border)' },
        '& .bars': { display: { xs: 'none', sm: 'table-cell' }, width: '46%' },
      }}
    >
      <thead>
        <tr>
          <th scope="col">{translate('crm.forecast.month')}</th>
          <th scope="col" className="bars" aria-hidden />
          <th scope="col">{translate('crm.forecast.total')}</th>
          <th scope="col">{translate('crm.forecast.weighted')}</th>
          <th scope="col">{translate('crm.forecast.won')}</th>
        </tr>
      </thead>
      <tbody>
        {known.map(({ month, sums }) => (
          <MonthRow
            key={month ?? 'none'}
            month={month}
            sums={sums}
            largest={largest}
            owner={owner}
          />
        ))}
      </tbody>
    </FigureTable>
  )
}

interface MonthRowProps {
  readonly month: string | null
  readonly sums: ForecastSums
  readonly largest: number
  readonly owner: number | null
}

function MonthRow({ month, sums, largest, owner }: MonthRowProps) {
  const translate = useTranslate()
  const money = useMoney()
  const { locale } = useLocalFormat()
  const name = month === null ? translate('crm.filter.no_date') : formatMonth(month, locale)
  const width = (value: number) => `${(100 * value) / largest}%`
  const cell = (kind: ForecastKind, key: 'total' | 'weighted' | 'won', value: number) => (
    <td className="number">
      {value === 0 ? (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          –
        </Box>
      ) : (
        <Box
          component={Link}
          to={listLink(kind, month, owner)}
          state={{ view: 'table' }}
          title={money(Math.round(value))}
          sx={{
            color: 'text.primary',
            fontWeight: key === 'weighted' ? 400 : 570,
            textDecoration: 'none',
            '&:hover': { textDecoration: 'underline' },
          }}
        >
          <FullText
            text={translate('crm.labelled', {
              name: `${translate(`crm.forecast.${key}`)}, ${name}`,
              value: money(Math.round(value)),
            })}
          >
            {money(Math.round(value), true)}
          </FullText>
        </Box>
      )}
    </td>
  )
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="bars" aria-hidden>
        {sums.total > 0 ? (
          <Bar to={listLink('open', month, owner)} colour="var(--v-accent)">
            <Fill width={width(sums.total)} opacity={0.34} />
            <Fill width={width(sums.weighted)} opacity={1} />
          </Bar>
        ) : null}
        {sums.won > 0 ? (
          <Bar to={listLink('won', month, owner)} colour="var(--v-stage-closed_won)">
            <Fill width={width(sums.won)} opacity={1} />
          </Bar>
        ) : null}
      </td>
      {cell('open', 'total', sums.total)}
      {cell('open', 'weighted', sums.weighted)}
      {cell('won', 'won', sums.won)}
    </tr>
  )
}

interface BarProps {
  readonly to: string
  readonly colour: string
  readonly children: React.ReactNode
}

/** For the mouse; the numbers beside it are the same links for everyone. */
function Bar({ to, colour, children }: BarProps) {
  return (
    <Box
      component={Link}
      to={to}
      state={{ view: 'table' }}
      tabIndex={-1}
      sx={{
        display: 'block',
        position: 'relative',
        height: 12,
        my: 0.375,
        color: colour,
        borderRadius: '4px',
        overflow: 'hidden',
        '&:hover': { outline: '1px solid var(--v-border)' },
      }}
    >
      {children}
    </Box>
  )
}

function Fill({ width, opacity }: { readonly width: string; readonly opacity: number }) {
  return (
    <Box
      component="span"
      sx={{
        position: 'absolute',
        insetBlock: 0,
        left: 0,
        width,
        minWidth: 2,
        opacity,
        bgcolor: 'currentColor',
        borderRadius: '4px',
      }}
    />
  )
}

function listLink(kind: ForecastKind, month: string | null, owner: number | null): string {
  const filter = JSON.stringify(listFilterFor(kind, month, owner))
  return `/opportunities?filter=${encodeURIComponent(filter)}`
}
