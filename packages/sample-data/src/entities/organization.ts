import type { OrganizationType } from '@valence/schema'
import { Draw, streamTag } from '../random.ts'
import type { World } from '../world.ts'
import { type Company, company } from './company.ts'
import { HAS_DEAL, HAS_WON } from './opportunity.ts'

/** What the new schema says of a company beyond the old one. */
export interface Organization extends Company {
  readonly type: OrganizationType
  readonly isPrincipal: boolean
  readonly isDistributor: boolean
  readonly parentId: number | null
  readonly segment: string | null
  readonly priority: 'A' | 'B' | 'C' | 'D'
}

const ORGANIZATION = streamTag('organization')
const OTHER_TYPES = [
  ['unknown', 46],
  ['prospect', 26],
  ['vendor', 10],
  ['partner', 10],
  ['distributor', 5],
  ['principal', 3],
] as const

/** @param standing bits of `customerStandings` for this company */
export function organization(world: World, id: number, standing: number): Organization {
  const facts = company(world, id)
  const draw = new Draw(world.seed, ORGANIZATION, id)
  const type = organizationType(standing, draw)
  return {
    ...facts,
    type,
    isPrincipal: type === 'principal' || (type === 'vendor' && draw.chance(0.15)),
    isDistributor: type === 'distributor' || (type === 'partner' && draw.chance(0.2)),
    parentId: parentOf(id, draw),
    segment: draw.chance(0.85) ? segment(facts.size) : null,
    priority: priority(id, standing, draw),
  }
}

function organizationType(standing: number, draw: Draw): OrganizationType {
  if ((standing & HAS_WON) !== 0) return 'customer'
  if ((standing & HAS_DEAL) !== 0) return 'prospect'
  return draw.weighted(OTHER_TYPES)
}

/** A few groups: the parent came first, so nobody is above themselves, and some groups are several levels deep. */
function parentOf(id: number, draw: Draw): number | null {
  if (id < 8 || !draw.chance(0.06)) return null
  const group = draw.int(1, Math.max(1, Math.floor(id / 12)))
  return Math.max(1, Math.min(id - 1, group * 7))
}

function segment(size: number): string {
  if (size >= 250) return 'Enterprise'
  return size >= 50 ? 'Mid-market' : 'Small business'
}

function priority(id: number, standing: number, draw: Draw): Organization['priority'] {
  if (standing === 0) return draw.chance(0.3) ? 'D' : 'C'
  if (id % 7 === 3) return draw.chance(0.7) ? 'A' : 'B'
  return draw.weighted([
    ['A', 6],
    ['B', 34],
    ['C', 60],
  ] as const)
}
