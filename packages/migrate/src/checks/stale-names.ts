import type { FunctionMap } from '../stale-names/function-map.ts'
import type { Judged, JudgedFunction } from '../stale-names/judge-functions.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'

const NOTHING = 'Nothing to do.'

/**
 * Bodies of functions are text to the server, so a rename does not reach them. What goes on working through the old names
 * is said; what would fail, or mean something else, is a blocker until it is rewritten or the operator confirms it.
 */
export const staleNames: GoNoGoCheck = {
  id: 'stale-name',
  async run(_sql, { oldNames: { judged }, functionMap }) {
    return [
      ...judged.flatMap((found) => functionFindings(found, functionMap)),
      ...openTexts(judged),
    ]
  },
}

function functionFindings(found: JudgedFunction, map: FunctionMap): readonly Finding[] {
  const { own, judged, problem, rewritten } = found
  const { signature } = own
  const decision = map[signature]
  if (decision?.kind === 'replace') {
    return [
      notice(`${signature} is replaced, as the map of functions says`, found, judged, NOTHING),
    ]
  }
  if (rewritten !== null) {
    return [
      notice(
        `${signature} is Atomic CRM's own: it gets the new names, and a rollback gives it back as it was`,
        found,
        judged,
        NOTHING,
      ),
    ]
  }
  const breaking = judged.filter(({ effect }) => effect === 'breaks')
  const quiet = judged.filter(({ effect }) => effect === 'quiet')
  const others = judged.filter(({ effect, why }) => /^(?:works|data)$/.test(effect) && !isOpen(why))
  const [first] = breaking
  const [less] = quiet
  const [other] = others
  return [
    ...(first === undefined
      ? []
      : [
          decision?.kind === 'keep'
            ? notice(
                `${signature} is kept, as the map of functions says; ${placeOf(first)}`,
                found,
                breaking,
                'Nothing to do: you confirmed it. Look at it again after the run.',
              )
            : {
                ...notice(`${signature}, ${placeOf(first)}`, found, breaking, wayOut(found, first)),
                severity: 'blocker' as const,
              },
        ]),
    ...(less === undefined
      ? []
      : [
          {
            ...notice(`${signature}, ${placeOf(less)}`, found, quiet, less.fix),
            severity: decision?.kind === 'keep' ? ('notice' as const) : ('warning' as const),
            count: 0, // no row that is there is worse for it
          },
        ]),
    ...(other === undefined
      ? []
      : [notice(`${signature}, ${placeOf(other)}`, found, others, other.fix)]),
    ...(problem === null
      ? []
      : [
          notice(
            `${signature} could not be parsed (${problem}), so its names were looked for word by word`,
            found,
            [],
            'Look whether it names what changes: deals, its notes, stage, company_id, deal_id.',
          ),
        ]),
  ]
}

/** What belongs to another role, as the webhooks of a platform do, nobody here may change. */
function wayOut({ own, judged }: JudgedFunction, first: Judged): string {
  if (own.isOurs) return first.fix
  const renamed = own.attachments.flatMap(({ renamed: found }) => found ?? [])
  const names = renamed.flatMap((table) => [
    `"${table.newName}" for "${table.name}"`,
    ...Object.entries(table.renames).map(([old, now]) => `${now} for ${old}`),
  ])
  const triggers = [
    ...new Set(own.attachments.map(({ trigger, table }) => `${trigger} on ${table}`)),
  ]
  const what =
    judged.length === 0 || names.length === 0 ? '' : ` (${[...new Set(names)].join(', ')})`
  return `It belongs to another role, which alone may change it. Let what it sends to take both names${what}; that works before and after. Then confirm it with --function-map: { "${own.signature}": "keep" }. Or drop ${triggers.join(', ') || 'its trigger'}, and put a function of your own in its place.`
}

/** Functions that build SQL and name nothing that changes: one finding, because there may be many. */
function openTexts(functions: readonly JudgedFunction[]): readonly Finding[] {
  const open = functions.filter(
    ({ judged }) =>
      judged.some(({ why }) => isOpen(why)) && judged.every(({ effect }) => effect !== 'breaks'),
  )
  if (open.length === 0) return []
  return [
    {
      check: 'stale-name',
      severity: 'notice',
      message: `${open.length} functions build SQL from text, in which no old name was found`,
      count: open.length,
      examples: open.slice(0, 5).map(({ own }) => own.signature),
      fix: 'Look whether they are given the names of tables.',
    },
  ]
}

function isOpen(why: string): boolean {
  return why.startsWith('builds SQL from text, in which')
}

function placeOf({ line, why }: Judged): string {
  return `line ${line}: it ${why}`
}

function notice(
  message: string,
  { own }: JudgedFunction,
  judged: readonly Judged[],
  fix: string,
): Finding {
  return {
    check: 'stale-name',
    severity: 'notice',
    message,
    count: Math.max(1, judged.length),
    examples: judged.length === 0 ? [own.signature] : judged.slice(0, 5).map(placeOf),
    fix,
  }
}
