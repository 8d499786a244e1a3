import { type DealLife, dealLife } from './entities/deal.ts'
import { Draw, streamTag } from './random.ts'
import type { World } from './world.ts'

const POSITION = streamTag('deal position')
/** Below the highest position that fits the column's type, so that there is room to move. */
const LAST_POSITION = 30_000

/**
 * Positions as the application writes them: a new deal goes to the top and pushes the others down. Now and
 * then a push was lost, which leaves duplicates and gaps; archived deals keep some old position.
 * The answer has to be called for the ids in ascending order, once each.
 *
 * @param columnOf the column of the board in which a deal lies
 */
export function boardPositions(
  world: World,
  columnOf: (id: number, life: DealLife) => string,
): (id: number) => number {
  const left = new Map<string, number>()
  for (let id = 1; id <= world.counts.deals; id++) {
    const life = dealLife(world, id)
    if (life.archivedAt !== null) continue
    const column = columnOf(id, life)
    left.set(column, (left.get(column) ?? 0) + 1)
  }
  return (id) => {
    const life = dealLife(world, id)
    const draw = new Draw(world.seed, POSITION, id)
    if (life.archivedAt !== null) return draw.int(0, 40)
    const column = columnOf(id, life)
    const position = (left.get(column) ?? 1) - 1
    left.set(column, position)
    const slip = draw.chance(0.05) ? draw.pick([-1, 1, 2]) : 0
    return Math.max(0, Math.min(LAST_POSITION, position + slip))
  }
}
