import { ident, literal } from '@valence/db'
import { type Attachment, classify, type Judgement, withoutBothSides } from './classify.ts'
import { findReferences } from './find-references.ts'
import type { JudgedFunction } from './judge-functions.ts'
import { type NameSpace, searchPathOf } from './names.ts'
import { plainIdentifier, type Token, tokensOf } from './parse-body.ts'
import type { OwnFunction } from './read-functions.ts'
import type { NameReference } from './reference.ts'

/** A function that has to change with the rename, as the dry run writes it down. */
export interface ChangedFunction {
  readonly signature: string
  /** A whole `create or replace function`, behind what there is to say about it. */
  readonly definition: string
  /** Parsed again, it has no name that breaks and does what it did; otherwise the places are marked. */
  readonly isProven: boolean
}

/** What breaks in a definition that would take the place of a function. */
export interface Breaking extends Judgement {
  readonly line: number
}

/** Functions that break, changed as far as that can be proven right. Those of other roles are theirs to change. */
export function changedFunctions(
  judged: readonly JudgedFunction[],
  names: NameSpace,
): readonly ChangedFunction[] {
  return judged
    .filter(({ own, judged: places }) => isChangeable(own) && places.some(isBreaking))
    .map(({ own }) => changeFunction(own, names))
}

function isBreaking({ effect }: Judgement): boolean {
  return effect === 'breaks'
}

function isChangeable(own: OwnFunction): boolean {
  return own.isOurs && !own.isAtomic && own.definition !== ''
}

function changeFunction(own: OwnFunction, names: NameSpace): ChangedFunction {
  const changed = withBody(own, rewrite(own, names))
  const { breaking, problem } = whatBreaks(changed, own, names)
  const isProven = breaking.length === 0 && problem === null
  const marks = [
    ...breaking.map(({ line, why }) => `Line ${line} of the body: it ${why}.`),
    ...(problem === null ? [] : [`It cannot be parsed: ${problem}.`]),
  ]
  const words = isProven
    ? [
        'Does with the new names what it did with the old ones. The run puts it in together with the rename.',
      ]
    : [
        'NOT PROVEN. Change these places, or see that they do no harm and confirm it in the map:',
        ...marks,
      ]
  const header = words.map((line) => `-- ${line.replaceAll(/\s+/g, ' ')}`).join('\n')
  return { signature: own.signature, definition: `${header}\n${changed.trimEnd()}\n`, isProven }
}

function withBody({ definition, source }: OwnFunction, body: string): string {
  const start = definition.lastIndexOf(source)
  return start === -1
    ? definition
    : `${definition.slice(0, start)}${body}${definition.slice(start + source.length)}`
}

/** What breaks in a definition, were it the function's. */
export function whatBreaks(
  definition: string,
  own: OwnFunction,
  names: NameSpace,
  given: { readonly language: string; readonly source: string } = {
    language: own.language,
    source: bodyOf(definition, own),
  },
): { readonly breaking: readonly Breaking[]; readonly problem: string | null } {
  const { references, problem } = findReferences(
    {
      ...given,
      definition,
      isTrigger: own.isTrigger,
      searchPath: searchPathOf(own.settings),
      transitions: own.transitions,
    },
    names,
  )
  const breaking = withoutBothSides(references, own.attachments).flatMap((reference) => {
    const judgement = classify(reference, own.attachments)
    return judgement?.effect === 'breaks' ? [{ ...judgement, line: reference.line }] : []
  })
  return { breaking, problem }
}

/** Between what stands before and behind the body in the function's own definition. */
function bodyOf(definition: string, { definition: former, source }: OwnFunction): string {
  const start = former.lastIndexOf(source)
  const behind = former.length - start - source.length
  return definition.slice(start, definition.length - behind)
}

interface Edit {
  /** In bytes. */
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The body of a trigger function with every place changed whose meaning is certain. */
function rewrite(own: OwnFunction, names: NameSpace): string {
  const { source, attachments } = own
  if (!own.isTrigger || attachments.length === 0) return source
  try {
    const tokens = tokensOf(source).filter(({ isComment }) => !isComment)
    const { references } = findReferences({ ...own, searchPath: searchPathOf(own.settings) }, names)
    const edits = tokens.flatMap((_, at) => editAt({ tokens, at, attachments, references }))
    return apply(source, edits)
  } catch {
    // What cannot be read is not changed, and the marks say so.
    return source
  }
}

interface Spot {
  readonly tokens: readonly Token[]
  readonly at: number
  readonly attachments: readonly Attachment[]
  readonly references: readonly NameReference[]
}

const TABLE_NAMES = ['tg_table_name', 'tg_relname']

function editAt(spot: Spot): readonly Edit[] {
  const { tokens, at } = spot
  const token = tokens[at]
  if (token?.isIdentifier !== true || tokens[at - 1]?.text === '.') return []
  const word = plainIdentifier(token.text)
  if (TABLE_NAMES.includes(word)) return formerName(spot, token, word)
  if (word !== 'new' && word !== 'old') return []
  const [dot, column] = [tokens[at + 1], tokens[at + 2]]
  if (dot?.text !== '.') return wholeRow(spot, token, token.end, word)
  if (column?.text === '*') return wholeRow(spot, token, column.end, word)
  return column === undefined ? [] : renamedColumn(spot, column)
}

/** The new name of a column, where it is the same for every table that the function serves and that has such a column. */
function renamedColumn({ attachments }: Spot, column: Token): readonly Edit[] {
  const name = plainIdentifier(column.text)
  const [now, ...others] = new Set(
    attachments
      .filter(({ columns }) => columns.includes(name))
      .map(({ renamed }) => renamed?.renames[name]),
  )
  if (now === undefined || others.length > 0) return []
  return [{ start: column.start, end: column.end, text: written(now) }]
}

/** What the table was called all along. */
function formerName({ attachments }: Spot, token: Token, word: string): readonly Edit[] {
  const tables = new Map(
    attachments.flatMap(({ renamed }) =>
      renamed === undefined ? [] : [[renamed.newName, renamed.name] as const],
    ),
  )
  if (tables.size === 0) return []
  const whens = [...tables].map(
    ([now, name]) => `when ${word} in (${literal(name)}, ${literal(now)}) then ${literal(name)}`,
  )
  return [
    { start: token.start, end: token.end, text: `(case ${whens.join(' ')} else ${word} end)` },
  ]
}

/** The row as it was: as columns, or as a value of the old name's type, which the view of that name has. */
function wholeRow(spot: Spot, token: Token, end: number, row: string): readonly Edit[] {
  const [attachment, ...others] = spot.attachments
  if (attachment === undefined || others.some(({ table }) => table !== attachment.table)) return []
  const columns = attachment.columns
    .map((name) => `${row}.${written(attachment.renamed?.renames[name] ?? name)}`)
    .join(', ')
  const found = spot.references.find(
    ({ offset, kind }) => offset === token.start && /^row-/.test(kind),
  )
  if (found?.kind === 'row-spread') {
    return end === token.end ? [] : [{ start: token.start, end, text: columns }]
  }
  if (attachment.renamed === undefined) return []
  if (found?.kind !== 'row-json' && found?.kind !== 'row-argument' && !isMadeText(spot)) return []
  const type = `public.${written(attachment.table)}`
  const text = `(case when ${row}.id is not null then row(${columns})::${type} end)`
  return [{ start: token.start, end, text }]
}

/** As people write a name behind a dot, where every word may stand. */
function written(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : ident(name)
}

const MAKES_TEXT = ['to_json', 'to_jsonb', 'row_to_json', 'hstore']

/** `to_jsonb(new)`, whatever is then taken from it. */
function isMadeText({ tokens, at }: Spot): boolean {
  const call = tokens[at - 2]
  const next = tokens[at + 1]?.text === '.' ? tokens[at + 3] : tokens[at + 1]
  return (
    call !== undefined &&
    MAKES_TEXT.includes(plainIdentifier(call.text)) &&
    tokens[at - 1]?.text === '(' &&
    next?.text === ')'
  )
}

function apply(source: string, edits: readonly Edit[]): string {
  const bytes = Buffer.from(source)
  const parts: Buffer[] = []
  let done = 0
  for (const { start, end, text } of edits) {
    if (start < done) continue
    parts.push(bytes.subarray(done, start), Buffer.from(text))
    done = end
  }
  return Buffer.concat([...parts, bytes.subarray(done)]).toString()
}
