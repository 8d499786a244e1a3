import type { UpgradePlan } from '../../engine/upgrade/plan-upgrade.ts'
import { forTerminal } from './shown.ts'
import { duration, wrap } from './text.ts'

type Planned = UpgradePlan['changes'][number]

/** What an upgrade would do, for people. */
export function upgradeLines(given: UpgradePlan): readonly string[] {
  const plan = forTerminal(given)
  if (plan.isMigrating) {
    return [
      'A migration has not come to its end. Run migrate:production to go on, or migrate:rollback.',
    ]
  }
  if (plan.isCurrent) return [`The schema has version ${plan.to} already. There is nothing to do.`]
  const of = (kind: ReturnType<typeof kindOf>) => plan.changes.filter((one) => kindOf(one) === kind)
  return [
    `Schema ${plan.from} → ${plan.to}, about ${duration(plan.seconds * 1_000)}, while people work`,
    ...byWhat(of('other')),
    ...(of('function').length === 0
      ? []
      : [
          `  ${of('function').length} ${of('function').length === 1 ? 'function' : 'functions'}; no table is locked`,
        ]),
    ...byTable(of('trigger'), 'triggers'),
    ...byTable(of('policy'), 'policies'),
  ]
}

function kindOf({ what }: Planned): 'function' | 'trigger' | 'policy' | 'other' {
  const kind = /^(?:create|replace|drop) (?<kind>function|trigger|policy) /.exec(what)?.groups?.[
    'kind'
  ]
  return (kind ?? 'other') as ReturnType<typeof kindOf> // one of the three that the pattern names
}

/** Each with what it locks below it. */
function byWhat(changes: readonly Planned[]): readonly string[] {
  return [...new Set(changes.map(({ what }) => what))].flatMap((what) => {
    const locks = changes.flatMap((one) =>
      one.what === what && one.lock !== null ? [one.lock] : [],
    )
    return [
      ...folded(what, 2),
      ...(locks[0] === undefined ? [] : held(locks[0], locks.map(nameOf))),
    ]
  })
}

/** Together, with how many there are on each table. */
function byTable(changes: readonly Planned[], word: string): readonly string[] {
  if (changes.length === 0) return []
  const names = changes.flatMap(({ lock }) => (lock === null ? [] : [nameOf(lock)]))
  const counted = [...new Set(names)].map(
    (name) => `${name} (${names.filter((one) => one === name).length})`,
  )
  const lock = changes.find((one) => one.lock !== null)?.lock
  return [
    `  ${changes.length} ${word}, one after another`,
    ...(lock == null ? [] : held(lock, counted)),
  ]
}

type Lock = NonNullable<Planned['lock']>

function nameOf({ table }: Lock): string {
  return table.replace(/^public\./, '')
}

const WIDTH = 80

function held({ mode, duration: length }: Lock, tables: readonly string[]): readonly string[] {
  const time = length === 'build' ? 'while it works; nobody waits' : 'for milliseconds'
  return folded(`${mode} ${time}: ${tables.join(', ')}`, 6)
}

function folded(text: string, indent: number): readonly string[] {
  return wrap(text, WIDTH - indent)
    .split('\n')
    .map((line) => ' '.repeat(indent) + line)
}
