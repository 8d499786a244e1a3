import { Box, Skeleton } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ClosedMonth } from '../../providers/types.ts'
import { FigureTable } from '../../ui/FigureTable.tsx'
import { formatMonth } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useMoney } from '../settings/index.ts'
import { closedFilter } from './months.ts'
import { shownMonths } from './useDashboard.ts'

/** What was won and lost in each of the last months: a table whose amounts are bars, and whose numbers open the list behind them. */
export function ClosedPanel({ months }: { readonly months: readonly ClosedMonth[] | undefined }) {
  const translate = useTranslate()
  if (!months) {
    return (
      <Panel title={translate('crm.dashboard.closed')}>
        <Skeleton variant="rounded" height={320} />
      </Panel>
    )
  }
  const largest = Math.max(1, ...months.flatMap(({ won, lost }) => [won, lost]))
  return (
    <Panel title={translate('crm.dashboard.closed')}>
      <FigureTable
        sx={{
          '& th, & td': { py: 0.5, px: 0.5 },
          '& th:first-of-type': { whiteSpace: 'nowrap' },
          '& .bars': { display: { xs: 'none', sm: 'table-cell' }, width: '52%' },
        }}
      >
        <thead>
          <tr>
            <th scope="col">{translate('crm.forecast.month')}</th>
            <td className="bars" aria-hidden />
            <th scope="col">{translate('crm.stage.closed_won')}</th>
            <th scope="col">{translate('crm.stage.closed_lost')}</th>
          </tr>
        </thead>
        <tbody>
          {shownMonths().map((month) => (
            <MonthRow
              key={month}
              month={month}
              figures={months.find((known) => known.month === month)}
              largest={largest}
            />
          ))}
        </tbody>
      </FigureTable>
    </Panel>
  )
}

interface MonthRowProps {
  readonly month: string
  readonly figures: ClosedMonth | undefined
  readonly largest: number
}

function MonthRow({ month, figures, largest }: MonthRowProps) {
  const { locale } = useLocalFormat()
  const name = formatMonth(month, locale)
  const { won = 0, won_count = 0, lost = 0, lost_count = 0 } = figures ?? {}
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="bars" aria-hidden>
        <Bar share={won / largest} stage="closed_won" />
        <Bar share={lost / largest} stage="closed_lost" />
      </td>
      <ClosedCell {...{ month, name }} stage="closed_won" amount={won} count={won_count} />
      <ClosedCell {...{ month, name }} stage="closed_lost" amount={lost} count={lost_count} />
    </tr>
  )
}

function Bar({ share, stage }: { readonly share: number; readonly stage: ClosedStage }) {
  return (
    <Box
      sx={{
        height: 6,
        my: '2px',
        borderRadius: '3px',
        width: `${100 * share}%`,
        bgcolor: `var(--v-stage-${stage})`,
      }}
    />
  )
}

type ClosedStage = 'closed_won' | 'closed_lost'

interface ClosedCellProps {
  readonly month: string
  readonly name: string
  readonly stage: ClosedStage
  readonly amount: number
  readonly count: number
}

function ClosedCell({ month, name, stage, amount, count }: ClosedCellProps) {
  const translate = useTranslate()
  const money = useMoney()
  if (count === 0) return <td className="number">–</td>
  const filter = encodeURIComponent(JSON.stringify(closedFilter([stage], month)))
  const exact = translate('crm.labelled', {
    name: `${translate(`crm.stage.${stage}`)}, ${name}`,
    value: money(amount),
  })
  return (
    <td className="number">
      <TextLink to={`/opportunities?filter=${filter}`} label={exact}>
        {money(amount, true)}
      </TextLink>
    </td>
  )
}
