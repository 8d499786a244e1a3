import type { SupabaseClient } from '@supabase/supabase-js'
import { type OpportunityStage, opportunityStages } from '@valence/schema'
import type {
  BoardColumnData,
  BulkEdit,
  BulkUpdate,
  CrmDataProvider,
  ForecastLine,
  Opportunity,
  OpportunityOverview,
  StageTotals,
  TrashedOpportunity,
} from '../types.ts'
import { callerOf } from './caller.ts'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'
import { exactPage } from './exact-page.ts'
import { callList } from './list-functions.ts'

type OpportunityVerbs = Pick<
  CrmDataProvider,
  | 'getPipeline'
  | 'getBoard'
  | 'getOpportunityOverview'
  | 'listOpportunities'
  | 'getForecast'
  | 'bulkUpdateOpportunities'
  | 'getTrashedOpportunities'
  | 'restoreOpportunities'
  | 'moveOpportunity'
>

const TRASH_COLUMNS = 'id,name,amount,stage,customer_organization_id,sales_id,deleted_at'

/** Lists, sums and edits of opportunities, by functions of the schema that give one filter one meaning. */
export function opportunityVerbs(client: SupabaseClient): OpportunityVerbs {
  const call = callerOf(client)
  return {
    getPipeline: async (filter) => {
      const columns = await call<BoardColumnData[]>('opportunity_board', { filter, card_limit: 0 })
      return { stages: totalsByStage(columns) }
    },
    getBoard: ({ filter, cardLimit, limits }) =>
      call<BoardColumnData[]>('opportunity_board', { filter, card_limit: cardLimit, limits }),
    getOpportunityOverview: (opportunityId) =>
      call<OpportunityOverview>('opportunity_overview', { opportunity_id: opportunityId }),
    listOpportunities: (query) => callList(client, 'list_opportunities', query),
    getForecast: (filter) => call<ForecastLine[]>('opportunity_forecast', { filter }),
    bulkUpdateOpportunities: (edits: readonly BulkEdit[]) =>
      call<BulkUpdate>('bulk_update_opportunities', { edits }),
    getTrashedOpportunities: ({ page, perPage }) =>
      withUserErrors(() =>
        exactPage<TrashedOpportunity>(
          client
            .from('opportunities')
            .select(TRASH_COLUMNS, { count: 'exact' })
            .not('deleted_at', 'is', null)
            .order('deleted_at', { ascending: false })
            .order('id')
            .range((page - 1) * perPage, page * perPage - 1),
        ),
      ),
    restoreOpportunities: (ids) =>
      withUserErrors(async () => {
        await answerOf(client.from('opportunities').update({ deleted_at: null }).in('id', ids))
      }),
    moveOpportunity: ({ id, stage, beforeId, details = {} }) =>
      call<Opportunity>('move_opportunity', {
        opportunity_id: id,
        new_stage: stage,
        before_id: beforeId,
        details,
      }),
  }
}

/** The sums of every stage; nothing for one that has no column. */
export function totalsByStage(
  columns: readonly BoardColumnData[],
): Record<OpportunityStage, StageTotals> {
  const none = { count: 0, amount: 0, weighted: 0 }
  const totals = opportunityStages.map((stage) => {
    const { count, amount, weighted } = columns.find((column) => column.stage === stage) ?? none
    return [stage, { count, amount, weighted }]
  })
  return Object.fromEntries(totals)
}
