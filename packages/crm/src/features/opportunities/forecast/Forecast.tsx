import { Box, Button, MenuItem, Skeleton, Stack, TextField } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useTranslate } from 'ra-core'
import { useSearchParams } from 'react-router-dom'
import type { CrmDataProvider } from '../../../providers/types.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { today } from '../../../ui/format.ts'
import { Page } from '../../../ui/Page.tsx'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useUserName, useUsers } from '../../users/index.ts'
import { ForecastFigures } from './ForecastFigures.tsx'
import { ForecastMonths } from './ForecastMonths.tsx'
import { ForecastOwners } from './ForecastOwners.tsx'
import { monthsFrom, shiftMonth } from './months.ts'

const MONTHS = 12
/** So that what was won of late is seen beside what is to come. */
const MONTHS_BEFORE = 3

/** What is expected when, what it is worth by its probability, and what was won. Month and owner are in the address. */
export function Forecast() {
  const translate = useTranslate()
  const users = useUsers()
  const userName = useUserName()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [search, setSearch] = useSearchParams()
  const owner = Number(search.get('owner')) || null
  const start = startOf(search.get('from'))
  const filter = owner === null ? {} : { sales_id: owner }
  const { data, error, refetch } = useQuery({
    queryKey: ['opportunities', 'forecast', filter],
    queryFn: () => dataProvider.getForecast(filter),
  })
  const months = monthsFrom(start, MONTHS)
  const shown = data?.filter((line) => line.month === null || months.includes(line.month))
  const put = (name: string, value: string | null) =>
    setSearch(
      (former) => {
        const next = new URLSearchParams(former)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const move = (offset: number) => put('from', shiftMonth(start, offset).slice(0, 7))

  if (error) {
    return (
      <Page>
        <PageHeader title={translate('crm.forecast.title')} />
        <EmptyState
          title={translate(error.message, { _: error.message })}
          action={
            <Button onClick={() => void refetch()}>{translate('crm.action.try_again')}</Button>
          }
        />
      </Page>
    )
  }
  return (
    <Page>
      <PageHeader
        title={translate('crm.forecast.title')}
        subtitle={translate('crm.forecast.subtitle')}
        actions={
          <TextField
            select
            label={translate('crm.field.owner')}
            value={owner === null ? 'all' : String(owner)}
            onChange={({ target }) => put('owner', target.value === 'all' ? null : target.value)}
            sx={{ minWidth: 180 }}
          >
            <MenuItem value="all">{translate('crm.forecast.everyone')}</MenuItem>
            {users.map((user) => (
              <MenuItem key={user.id} value={String(user.id)}>
                {userName(user.id)}
              </MenuItem>
            ))}
          </TextField>
        }
      />
      {shown ? <ForecastFigures lines={shown} months={months} /> : <Skeleton height={90} />}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
        <Panel
          title={translate('crm.forecast.by_month')}
          action={
            <Stack direction="row" sx={{ gap: 0.5 }}>
              <Button size="small" color="inherit" onClick={() => move(-MONTHS_BEFORE)}>
                {translate('crm.forecast.earlier')}
              </Button>
              <Button size="small" color="inherit" onClick={() => move(MONTHS_BEFORE)}>
                {translate('crm.forecast.later')}
              </Button>
            </Stack>
          }
        >
          {shown ? (
            <ForecastMonths lines={shown} months={months} owner={owner} />
          ) : (
            <Skeleton variant="rounded" height={320} />
          )}
        </Panel>
        {shown && owner === null ? (
          <Panel title={translate('crm.forecast.by_owner')}>
            <ForecastOwners lines={shown} onChoose={(id) => put('owner', String(id))} />
          </Panel>
        ) : null}
      </Box>
    </Page>
  )
}

function startOf(given: string | null): string {
  if (given !== null && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(given)) return `${given}-01`
  return shiftMonth(today(), -MONTHS_BEFORE)
}
