import {
  type OpportunityStage,
  type OpportunityStatus,
  type PriorityLevel,
  stageProbability,
} from '@valence/schema'
import { Draw, streamTag } from '../random.ts'
import { COMPETITIONS, CRITERIA, LOST_REASONS, NEXT_ACTIONS } from '../words/activities.ts'
import { DAY_MS, type World } from '../world.ts'
import { customerOf, type Deal, type DealLife, deal, dealLife } from './deal.ts'

/** What the new schema says of a deal beyond the old one. Days are milliseconds of their midnight UTC. */
export interface Opportunity extends Omit<Deal, 'stage'> {
  readonly stage: OpportunityStage
  readonly status: OpportunityStatus
  readonly priority: PriorityLevel
  readonly probability: number
  readonly isProbabilityManual: boolean
  readonly nextAction: string | null
  readonly nextActionDate: number | null
  readonly competition: string | null
  readonly decisionCriteria: string | null
  readonly lostReason: string | null
}

const STAGE = streamTag('opportunity stage')
const OPPORTUNITY = streamTag('opportunity')
const EARLY = [
  ['lead', 34],
  ['qualified', 40],
  ['needs_analysis', 26],
] as const

export function opportunityStage(world: World, id: number, life: DealLife): OpportunityStage {
  switch (life.stage) {
    case 'opportunity':
      return new Draw(world.seed, STAGE, id).weighted(EARLY)
    case 'proposal-sent':
      return 'proposal'
    case 'in-negociation':
      return 'negotiation'
    case 'won':
      return 'closed_won'
    case 'lost':
      return 'closed_lost'
    case 'delayed':
      return 'nurturing'
  }
}

export function opportunity(world: World, id: number): Opportunity {
  const facts = deal(world, id)
  const stage = opportunityStage(world, id, facts)
  const draw = new Draw(world.seed, OPPORTUNITY, id)
  const isOpen = facts.closedAt === null
  const isProbabilityManual = isOpen && draw.chance(0.08)
  const hasNextAction = isOpen && draw.chance(stage === 'nurturing' ? 0.4 : 0.78)
  return {
    ...facts,
    stage,
    status: status(world, facts, draw),
    priority: priority(facts.amount, draw),
    probability: isProbabilityManual ? draw.int(1, 18) * 5 : stageProbability[stage],
    isProbabilityManual,
    nextAction: hasNextAction ? draw.pick(NEXT_ACTIONS) : null,
    nextActionDate: hasNextAction
      ? world.today + (draw.chance(0.18) ? -draw.int(1, 12) : draw.int(0, 28)) * DAY_MS
      : null,
    competition: draw.chance(0.3) ? draw.pick(COMPETITIONS) : null,
    decisionCriteria: draw.chance(0.28) ? draw.pick(CRITERIA) : null,
    lostReason: facts.stage === 'lost' ? draw.pick(LOST_REASONS) : null,
  }
}

function status(world: World, facts: Deal, draw: Draw): OpportunityStatus {
  if (facts.stage === 'delayed') return 'on_hold'
  if (facts.closedAt !== null) return 'active'
  const isOverdue = facts.expectedClosingDate !== null && facts.expectedClosingDate < world.today
  return isOverdue && draw.chance(0.5) ? 'stalled' : 'active'
}

function priority(amount: number, draw: Draw): PriorityLevel {
  if (amount > 90_000) return draw.chance(0.4) ? 'critical' : 'high'
  if (amount > 40_000) return draw.chance(0.6) ? 'high' : 'medium'
  return draw.chance(amount < 4_000 ? 0.5 : 0.12) ? 'low' : 'medium'
}

/** Bits of what a company is to the studio, by company id. One byte a company, made in one pass over the deals. */
export const HAS_DEAL = 1
export const HAS_WON = 2

export function customerStandings(world: World): Uint8Array {
  const standings = new Uint8Array(world.counts.companies + 1)
  for (let id = 1; id <= world.counts.deals; id++) {
    const customer = customerOf(world, id)
    const won = dealLife(world, id).stage === 'won' ? HAS_WON : 0
    standings[customer] = (standings[customer] ?? 0) | HAS_DEAL | won
  }
  return standings
}
