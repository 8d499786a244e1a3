import { changedResources } from '../../providers/types.ts'
import type { ChangeFilter } from '../changes/index.ts'

/** What the page's address asks of the log; what it does not understand it leaves out. Days are those of the reader. */
export function changeFilterOf(params: URLSearchParams): ChangeFilter {
  const user = Number(params.get('user'))
  return {
    resource: changedResources.find((resource) => resource === params.get('kind')),
    userId: Number.isInteger(user) && user > 0 ? user : undefined,
    since: startOf(params.get('from'), 0),
    until: startOf(params.get('to'), 1),
  }
}

/** When a day begins where the reader is, or the one `later` days after it. */
function startOf(day: string | null, later: number): string | undefined {
  const [year = 0, month = 0, date = 0] = (day ?? '').split('-').map(Number)
  const moment = new Date(year, month - 1, date + later)
  return day && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined
}
