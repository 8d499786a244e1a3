import { Draw, streamTag } from '../random.ts'
import { atWork, pastOnly } from '../time.ts'
import { TASK_TYPES, type TaskType } from '../words/tasks.ts'
import { DAY_MS, type World } from '../world.ts'
import { type Contact, contact } from './contact.ts'
import { fillSlots } from './fill.ts'
import { ownerOf } from './sale.ts'
import { subjectOf } from './subject.ts'

/** Something to do for a contact. Times are milliseconds since 1970. */
export interface Task {
  readonly id: number
  readonly contact: Contact
  readonly type: TaskType
  readonly text: string
  readonly dueDate: number
  /** Null while it is open. */
  readonly doneDate: number | null
  readonly salesId: number
}

const TASK = streamTag('task')
const TYPE_WEIGHTS = TASK_TYPES.map((type) => [type, type.weight] as const)
/** The most open tasks that one person can look at: the rest of a bigger sample is done. */
const OPEN_PER_PERSON = 45

export function task(world: World, id: number): Task {
  const draw = new Draw(world.seed, TASK, id)
  const person = contact(world, draw.int(1, world.counts.contacts))
  const type = draw.weighted(TYPE_WEIGHTS)
  const openShare = Math.min(0.2, (OPEN_PER_PERSON * world.counts.sales) / world.counts.tasks)
  const isOpen = draw.fraction() < openShare
  const { dueDate, doneDate } = isOpen ? openDates(world, draw) : doneDates(world, person, draw)
  return {
    id,
    contact: person,
    type,
    text: fillSlots(draw.pick(type.texts), {
      first: person.firstName,
      company: person.company.shortName,
      city: person.company.city[0],
      subject: subjectOf(person.company.sector, draw),
    }),
    dueDate,
    doneDate,
    salesId: draw.chance(0.9) ? person.salesId : ownerOf(world, draw),
  }
}

/** Some are overdue, most are near, a few lie months ahead. Due at a day's start, as the form stores it. */
function openDates(world: World, draw: Draw): Pick<Task, 'dueDate' | 'doneDate'> {
  const days = draw.weighted([
    [-draw.int(1, 25), 17],
    [0, 12],
    [1, 12],
    [draw.int(2, 6), 26],
    [draw.int(7, 75), 33],
  ] as const)
  return { dueDate: world.today + days * DAY_MS, doneDate: null }
}

function doneDates(world: World, person: Contact, draw: Draw): Pick<Task, 'dueDate' | 'doneDate'> {
  const room = Math.max(DAY_MS, world.today - person.firstSeen)
  const due = Math.floor((person.firstSeen + room * draw.fraction()) / DAY_MS) * DAY_MS
  const done = pastOnly(world, atWork(due + draw.int(-2, 6) * DAY_MS, draw))
  return { dueDate: Math.min(due, world.today), doneDate: Math.max(done, person.firstSeen) }
}
