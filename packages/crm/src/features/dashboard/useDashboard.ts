import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useGetIdentity } from 'ra-core'
import type { CrmDataProvider, DashboardAnswer } from '../../providers/types.ts'
import { today } from '../../ui/format.ts'
import { dueBounds } from '../reminders/index.ts'
import { firstDays } from './months.ts'

/** A status is a slug today and was a label on older installations. */
export const HOT_STATUSES = ['hot', 'Hot']
const MONTHS = 12

/** The first days of the months whose closed opportunities are shown, this month among them. */
export function shownMonths(): readonly string[] {
  return firstDays(today(), MONTHS)
}

const ROWS = 8

/** All figures of the dashboard; undefined until they are there. */
export function useDashboard(): DashboardAnswer | undefined {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { identity } = useGetIdentity()
  const query = {
    bounds: dueBounds(),
    ownerId: Number(identity?.id ?? 0),
    pageSize: ROWS,
    hotStatuses: HOT_STATUSES,
    firstMonth: shownMonths()[0] ?? today(),
  }
  const { data } = useQuery({
    queryKey: ['dashboard', query],
    queryFn: () => dataProvider.getDashboard(query),
    enabled: identity !== undefined,
  })
  return data
}
