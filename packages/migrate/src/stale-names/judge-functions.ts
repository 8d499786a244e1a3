import { classify, type Effect, type Judgement, withoutBothSides } from './classify.ts'
import { knownBody } from './known-bodies.ts'
import type { NameSpace } from './names.ts'
import { type OwnFunction, referencesOf } from './read-functions.ts'
import type { FoundReferences, NameReference } from './reference.ts'
import { replaceNames } from './replace-names.ts'

/** One place in a function that the migration touches. */
export interface Judged extends Judgement {
  readonly line: number
  readonly name: string
}

export interface JudgedFunction {
  readonly own: OwnFunction
  readonly judged: readonly Judged[]
  /** What the parser said where it failed. */
  readonly problem: string | null
  /** Of a known upstream function: its definition with the new names. */
  readonly rewritten: string | null
}

/**
 * Sends deleted attachments to a function of Atomic CRM's own, which reads those of the row and nothing else: what the other
 * columns are called does not matter to it.
 */
const READS_ATTACHMENTS_ONLY = 'public.cleanup_note_attachments()'

const KNOWN_SIGNATURE = 'public.merge_contacts(bigint, bigint)'

/** What becomes of each function. Those that have nothing to do with what changes are left out. */
export async function judgeFunctions(
  functions: readonly OwnFunction[],
  names: NameSpace,
): Promise<readonly JudgedFunction[]> {
  const read: ({ readonly own: OwnFunction } & FoundReferences)[] = []
  for (const own of functions) read.push({ own, ...referencesOf(own, names) })
  return read
    .map(({ own, references, problem }): JudgedFunction => {
      const given = read.flatMap((caller) => namesGivenTo(own, caller.own, caller.references))
      const judged = withoutBothSides(references, own.attachments)
        .flatMap((reference) => judge(reference, own))
        .concat(references.some(isOpenText) ? given : [])
      return { own, judged, problem, rewritten: rewrite(own, references, judged, names) }
    })
    .filter(({ judged, problem }) => judged.length > 0 || problem !== null)
}

function judge(reference: NameReference, own: OwnFunction): readonly Judged[] {
  // Who runs it as its owner is never asked for the caller.
  if (reference.kind === 'writer' && own.isDefiner) return []
  const judgement = classify(reference, own.attachments)
  if (judgement === null) return []
  const isHarmless = reference.kind === 'row-json' && own.signature === READS_ATTACHMENTS_ONLY
  const effect: Effect = isHarmless ? 'data' : judgement.effect
  return [{ ...judgement, effect, line: reference.line, name: reference.name }]
}

function isOpenText({ kind, name }: NameReference): boolean {
  return kind === 'dynamic' && name === ''
}

/** Old names that a caller hands to a function which builds SQL from what it is given. */
function namesGivenTo(
  own: OwnFunction,
  caller: OwnFunction,
  references: readonly NameReference[],
): readonly Judged[] {
  return references
    .filter(
      ({ kind, detail }) =>
        kind === 'text' && (detail === own.name || detail === `${own.schema}.${own.name}`),
    )
    .map(({ name, line }) => ({
      effect: 'breaks',
      line: 1,
      name,
      why: `builds SQL from text and is given the name ${name} by ${caller.signature}, line ${line}`,
      fix: 'Replace it with --function-map, or confirm there that it is safe ("keep").',
    }))
}

/** A known body gets the new names where it has the old ones, and stays what it is otherwise. */
function rewrite(
  own: OwnFunction,
  references: readonly NameReference[],
  judged: readonly Judged[],
  names: NameSpace,
): string | null {
  if (!own.isOurs || judged.some(({ effect }) => effect !== 'works')) return null
  if (own.signature !== KNOWN_SIGNATURE || knownBody(own.source) === undefined) return null
  // Other tables get their new names in a later phase; until the end the old ones work.
  const source = replaceNames(
    own.source,
    references.filter(({ name }) => name === 'deals'),
    names,
  )
  const start = own.definition.lastIndexOf(own.source)
  if (source === null || start === -1) return null
  return `${own.definition.slice(0, start)}${source}${own.definition.slice(start + own.source.length)}`
}
