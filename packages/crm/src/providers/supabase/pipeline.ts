import { type OpportunityStage, opportunityStages } from '@valence/schema'
import type { DataProvider } from 'ra-core'
import type { Pipeline, StageTotals } from '../types.ts'

/** Hosted Supabase answers at most 1000 rows, in silence. */
const PAGE_SIZE = 1000
const MAX_PAGES = 30

interface PipelineRow {
  readonly id: number
  readonly stage: OpportunityStage
  readonly amount: number | null
  readonly probability: number | null
}

/**
 * Count and sums by stage. Aggregates are switched off on hosted Supabase, so three columns of each row are read by key
 * and added here: exact under every filter, up to MAX_PAGES × PAGE_SIZE rows.
 * @param filter in the dialect of `toApiFilter`
 */
export async function readPipeline(
  base: DataProvider,
  filter: Readonly<Record<string, string>>,
): Promise<Pipeline> {
  const rows: PipelineRow[] = []
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found = await readPage(base, filter, rows.at(-1)?.id ?? 0)
    rows.push(...found)
    if (found.length < PAGE_SIZE) return { stages: sumByStage(rows), isComplete: true }
  }
  return { stages: sumByStage(rows), isComplete: false }
}

/** Adds rows up by stage; every stage is present. */
export function sumByStage(rows: readonly PipelineRow[]): Record<OpportunityStage, StageTotals> {
  const sums = Object.fromEntries(
    opportunityStages.map((stage) => [stage, { count: 0, amount: 0, weighted: 0 }]),
  ) as Record<OpportunityStage, { count: number; amount: number; weighted: number }>
  for (const row of rows) {
    const sum = sums[row.stage]
    const amount = Number(row.amount ?? 0)
    sum.count += 1
    sum.amount += amount
    sum.weighted += (amount * Number(row.probability ?? 0)) / 100
  }
  return sums
}

async function readPage(
  base: DataProvider,
  filter: Readonly<Record<string, string>>,
  afterId: number,
): Promise<PipelineRow[]> {
  const { data } = await base.getList<PipelineRow>('opportunities_summary', {
    pagination: { page: 1, perPage: PAGE_SIZE },
    sort: { field: 'id', order: 'ASC' },
    filter: { ...filter, 'id@': `gt.${afterId}` },
    meta: { columns: 'id,stage,amount,probability' },
  })
  return data
}
