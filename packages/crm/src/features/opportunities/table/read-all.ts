import type { CrmDataProvider, OpportunityRecord } from '../../../providers/types.ts'

/** As much as a server gives at once without a second thought. */
const PAGE_SIZE = 1000

type Lists = Pick<CrmDataProvider, 'listOpportunities'>

/**
 * Every opportunity under a filter, by key, so that page 400 costs what page 1 does and a row that is added meanwhile
 * moves no other out of sight.
 * @param onProgress is told how many are read, and of how many
 */
export async function readAll(
  dataProvider: Lists,
  filter: Record<string, unknown>,
  onProgress: (read: number, total: number) => void = () => {},
): Promise<OpportunityRecord[]> {
  const rows: OpportunityRecord[] = []
  let total: number | null = null
  for (;;) {
    const last = rows.at(-1)
    const page = await dataProvider.listOpportunities({
      filter: last ? { ...filter, 'id@gt': last.id } : filter,
      sort: { field: 'id', order: 'ASC' },
      page: 1,
      perPage: PAGE_SIZE,
    })
    rows.push(...page.rows)
    total ??= page.total
    onProgress(rows.length, total)
    if (page.rows.length < PAGE_SIZE) return rows
  }
}
