import type { Sale } from '@valence/schema'
import { salesPerson } from '../entities/sale.ts'
import { at } from '../random.ts'
import type { TableStream } from '../table-stream.ts'
import { userTables } from '../user-tables.ts'
import { TAGS } from '../words/tags.ts'
import { createWorld, type World, type WorldOptions } from '../world.ts'
import { activityRecords, interactionParticipantRecords } from './activities.ts'
import { asTableStream } from './copy.ts'
import {
  opportunityContactRecords,
  opportunityNoteRecords,
  opportunityParticipantRecords,
  opportunityRecords,
} from './opportunities.ts'
import {
  contactNoteRecords,
  contactOrganizationRecords,
  contactRecords,
  organizationRecords,
  taskRecords,
} from './people.ts'
import { records, type TargetRecords, type TypedRecords } from './records.ts'

export interface TargetOptions extends Omit<WorldOptions, 'deals'> {
  /** How many opportunities there are; everything else follows. 1 to 1,000,000. */
  readonly opportunities: number
}

/**
 * The sample company in the target schema, table by table in an order in which foreign keys hold. The same seed
 * and size tell the same story as `legacyTables`, without its defects. Use `loadTarget`, or run
 * `targetBeforeLoad` and `targetAfterLoad` around the copies.
 *
 * @throws RangeError when `opportunities` or `today` is out of range.
 */
export function targetTables(options: TargetOptions): readonly TableStream[] {
  const world = createWorld({ ...options, deals: options.opportunities })
  return [...userTables(world), ...businessRecords(world).map((table) => asTableStream(table))]
}

/** The same rows as plain objects, for a data provider that keeps them in the browser. `sales` is among them. */
export function targetRecords(options: TargetOptions): readonly TargetRecords[] {
  const world = createWorld({ ...options, deals: options.opportunities })
  return [saleRecords(world), ...businessRecords(world)]
}

function businessRecords(world: World): readonly TargetRecords[] {
  return [
    records('tags', TAGS.length, (id) => {
      const [name, color] = at(TAGS, id - 1)
      return { id, name, color }
    }),
    organizationRecords(world),
    contactRecords(world),
    contactOrganizationRecords(world),
    contactNoteRecords(world),
    opportunityRecords(world),
    opportunityContactRecords(world),
    opportunityParticipantRecords(world),
    opportunityNoteRecords(world),
    activityRecords(world),
    interactionParticipantRecords(world),
    taskRecords(world),
  ]
}

function saleRecords(world: World): TypedRecords<Sale> {
  return records<Sale>('sales', world.counts.sales, (id) => {
    const person = salesPerson(world, id)
    return {
      id,
      first_name: person.firstName,
      last_name: person.lastName,
      email: person.email,
      administrator: person.administrator,
      user_id: person.userId,
      avatar: null,
      disabled: person.disabled,
    }
  })
}
