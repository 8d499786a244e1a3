import type { UpgradePlan } from '../../engine/upgrade/plan-upgrade.ts'
import { forTerminal } from './shown.ts'
import { duration } from './text.ts'

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
  const ofKind = (kind: ReturnType<typeof kindOf>) =>
    plan.changes.filter((one) => kindOf(one) === kind)
  return [
    `Schema ${plan.from} → ${plan.to}, about ${duration(plan.seconds * 1_000)}, while people work`,
    ...ofKind('other').map(({ what, lock }) => `  ${what}${lock === null ? '' : held(lock)}`),
    ...grouped(ofKind('function'), 'functions; no table is locked'),
    ...byTable(ofKind('trigger'), 'trigger', 'triggers'),
    ...byTable(ofKind('policy'), 'policy', 'policies'),
  ]
}

function kindOf({ what }: Planned): 'function' | 'trigger' | 'policy' | 'other' {
  const kind = /^(?:create|replace|drop) (?<kind>function|trigger|policy) /.exec(what)?.groups?.[
    'kind'
  ]
  return (kind ?? 'other') as ReturnType<typeof kindOf> // one of the three that the pattern names
}

function grouped(changes: readonly Planned[], words: string): readonly string[] {
  return changes.length === 0 ? [] : [`  ${changes.length} ${words}`]
}

function byTable(changes: readonly Planned[], one: string, several: string): readonly string[] {
  const tables = [...new Set(changes.map(({ lock }) => lock?.table ?? ''))]
  return tables.map((table) => {
    const found = changes.filter(({ lock }) => (lock?.table ?? '') === table)
    const lock = found[0]?.lock ?? null
    return `  ${found.length} ${found.length === 1 ? one : several}${lock === null ? '' : held(lock)}`
  })
}

function held({ table, mode, duration: length }: NonNullable<Planned['lock']>): string {
  const time = length === 'build' ? 'while it is built; nobody waits' : 'for milliseconds'
  return `: ${mode} on ${table.replace(/^public\./, '')} ${time}`
}
