import type { RenamedTable } from './names.ts'
import type { NameReference } from './reference.ts'

/**
 * What becomes of a reference: it fails or means something else, it goes on working, it only hands a name on, or it fails at
 * nothing and does less than before.
 */
export type Effect = 'breaks' | 'works' | 'data' | 'quiet'

export interface Judgement {
  readonly effect: Effect
  readonly why: string
  /** What to do. */
  readonly fix: string
}

/** A trigger that runs the function. */
export interface Attachment {
  readonly trigger: string
  /** The legacy name of its table. */
  readonly table: string
  /** Of a table that is renamed. */
  readonly renamed: RenamedTable | undefined
  /** Columns of the table, in their order. */
  readonly columns: readonly string[]
  /** Columns that the table gets. */
  readonly gains: readonly string[]
  /** The new table by which new clients write to this one, by way of our triggers. */
  readonly writtenThrough: string | undefined
  readonly arguments: readonly string[]
}

const VIEW_FIX =
  'Write a version that names the new table, and give it with --function-map: the run puts it in with the rename. Before, that table is not there.'

/** What to do about a function of the installation that has to change. The dry run writes a changed one: see changed-function.ts. */
const CHANGE =
  'Look at the changed function that the dry run writes, and give it with --function-map: the run puts it in with the rename. Changing it before breaks the old application at once.'

/** Judges one reference of a function that these triggers run. Pure. */
export function classify(
  reference: NameReference,
  attachments: readonly Attachment[],
): Judgement | null {
  const { kind, name, detail } = reference
  switch (kind) {
    case 'read':
    case 'write':
    case 'variable':
    case 'cast':
    case 'sequence':
      return works(kind, name)
    case 'whole-row':
      return {
        effect: 'breaks',
        why: `${detail}, and ${name} gets more`,
        fix: 'Name the columns one by one there: that is right before and after.',
      }
    case 'table-only':
      return {
        effect: 'breaks',
        why: `${detail ?? 'this'} needs a table, and ${name} becomes a view`,
        fix: VIEW_FIX,
      }
    case 'text':
      return {
        effect: 'data',
        why: `hands the name ${name} on as text`,
        fix: 'Nothing to do now: it goes on. Look whether what takes the text should know the new name.',
      }
    case 'unparsed':
      return {
        effect: 'breaks',
        why: `names ${name} in a language that is not parsed`,
        fix: CONFIRM,
      }
    case 'dynamic':
      return dynamic(name)
    default:
      return ofTrigger(reference, attachments)
  }
}

function works(kind: string, name: string): Judgement {
  const why =
    kind === 'sequence'
      ? `uses the sequence ${name}, which keeps its name`
      : `${kind === 'write' ? 'writes to' : 'uses'} ${name}, which works through the old name until the grace period ends`
  return { effect: 'works', why, fix: 'Name the new table before the grace period ends.' }
}

function dynamic(name: string): Judgement {
  return name === ''
    ? {
        effect: 'data',
        why: 'builds SQL from text, in which no old name was found',
        fix: 'Look whether it is given names of tables.',
      }
    : {
        effect: 'breaks',
        why: `builds SQL from text that names ${name}`,
        fix: CONFIRM,
      }
}

/**
 * Without references to an old column where the new one is read as well: such a function was written for both sides, and takes
 * what is there.
 */
export function withoutBothSides(
  references: readonly NameReference[],
  attachments: readonly Attachment[],
): readonly NameReference[] {
  const read = new Set(references.filter(({ kind }) => kind === 'field').map(({ name }) => name))
  return references.filter(({ kind, name }) => {
    const now = attachments.flatMap(({ renamed }) => renamed?.renames[name] ?? [])
    return kind !== 'field' || now.length === 0 || !now.every((column) => read.has(column))
  })
}

/** What a trigger function does with its row and its table depends on the table. */
function ofTrigger(reference: NameReference, attachments: readonly Attachment[]): Judgement | null {
  const judged = attachments.flatMap((attachment) => {
    const judgement = ofAttachment(reference, attachment)
    return judgement === null ? [] : [judgement]
  })
  return (
    judged.find(({ effect }) => effect === 'breaks') ??
    judged.find(({ effect }) => effect === 'quiet') ??
    judged[0] ??
    null
  )
}

type Rule = (
  reference: NameReference,
  attachment: Attachment,
  hasRenames: boolean,
) => Judgement | null

function ofAttachment(reference: NameReference, attachment: Attachment): Judgement | null {
  const { renamed } = attachment
  const hasRenames = renamed !== undefined && Object.keys(renamed.renames).length > 0
  return RULES[reference.kind]?.(reference, attachment, hasRenames) ?? null
}

const CONFIRM = 'Replace it with --function-map, or confirm there that it is safe ("keep").'

const wholeRow: Rule = ({ detail }, { table, renamed, gains }, hasRenames) => {
  const handed = `hands the whole row of ${table} on${detail === undefined ? '' : ` (${detail})`}`
  const more = gains.length === 0 ? '' : ` there are also ${gains.join(', ')}`
  if (hasRenames) {
    const names = Object.entries(renamed?.renames ?? {}).map(([old, now]) => `${old} is ${now}`)
    return breaks(
      `${handed}, whose columns get other names: in it ${names.join(', ')};${more}`.replace(
        /;$/,
        '',
      ),
      CHANGE,
    )
  }
  return gains.length === 0
    ? null
    : {
        effect: 'data',
        why: `${handed}, in which${more}`,
        fix: 'Look whether what takes the row minds columns that it does not know.',
      }
}

/** What new clients change by way of our triggers is a write within a trigger, by the owner of the tables. */
const byAnother =
  (why: string, fix: string): Rule =>
  (_reference, { table, trigger, writtenThrough }) =>
    writtenThrough === undefined
      ? null
      : {
          effect: 'quiet',
          why: `${why} for the trigger ${trigger} on ${table}: what new clients change of ${table} through ${writtenThrough} comes from a trigger, and with the rights of the owner`,
          fix,
        }

const RULES: Readonly<Partial<Record<NameReference['kind'], Rule>>> = {
  field: ({ name, detail }, { table, renamed, trigger }) => {
    const now = renamed?.renames[name]
    if (now === undefined) return null
    return breaks(
      `reads or sets ${detail ?? 'the row'}.${name} for the trigger ${trigger} on ${table}, and that column becomes ${now}`,
      CHANGE,
    )
  },
  'row-spread': (_reference, { table, gains }, hasRenames) =>
    hasRenames || gains.length > 0
      ? breaks(
          `takes all columns of the row of ${table} as they come, and ${table} gets others`,
          CHANGE,
        )
      : null,
  depth: byAnother(
    'asks for pg_trigger_depth()',
    'Where it keeps out its own writes: compare old and new instead of the depth. That is right before and after.',
  ),
  writer: byAnother(
    'asks who writes (current_user)',
    "Ask for auth.uid(), or current_setting('role', true): these are the caller's, before and after.",
  ),
  'row-json': wholeRow,
  'row-argument': wholeRow,
  'row-cast': ({ name }, { table, renamed }) =>
    renamed === undefined
      ? null
      : breaks(
          `gives the row of ${table} to a variable of the type ${name}, which becomes the type of a view`,
          'Declare the variable as record (create or replace function): that works before and after.',
        ),
  'table-branch': ({ name }, { table, renamed }) =>
    renamed === undefined
      ? null
      : breaks(
          `decides by the name of its table (${name.toUpperCase()}), and ${table} becomes ${renamed.newName}`,
          CHANGE,
        ),
  'table-in-sql': (_reference, { table, renamed }) =>
    renamed === undefined
      ? null
      : breaks(
          `builds SQL with the name of its table, and ${table} becomes ${renamed.newName}`,
          CONFIRM,
        ),
  'arguments-in-sql': (_reference, { table, renamed, trigger, arguments: given }) => {
    const stale = given.find((value) => value === table || renamed?.renames[value] !== undefined)
    if (renamed === undefined || stale === undefined) return null
    return breaks(
      `builds SQL with the argument '${stale}' of the trigger ${trigger} on ${table}`,
      'Give the trigger the new name, or replace the function with --function-map.',
    )
  },
  'table-data': (_reference, { renamed }) =>
    renamed === undefined
      ? null
      : {
          effect: 'data',
          why: `hands on the name of its table, which becomes ${renamed.newName}`,
          fix: 'What reads it should expect both names.',
        },
}

function breaks(why: string, fix: string): Judgement {
  return { effect: 'breaks', why, fix }
}
