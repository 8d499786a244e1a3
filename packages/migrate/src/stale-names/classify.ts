import type { RenamedTable } from './names.ts'
import type { NameReference } from './reference.ts'

/** What becomes of a reference: it fails or means something else, it goes on working, or it only hands a name on. */
export type Effect = 'breaks' | 'works' | 'data'

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
  /** Whether the table gets columns that it did not have. */
  readonly gainsColumns: boolean
  readonly arguments: readonly string[]
}

const VIEW_FIX = 'Name the new table instead, or replace the function with --function-map.'

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

/** What a trigger function does with its row and its table depends on the table. */
function ofTrigger(reference: NameReference, attachments: readonly Attachment[]): Judgement | null {
  const judged = attachments.flatMap((attachment) => {
    const judgement = ofAttachment(reference, attachment)
    return judgement === null ? [] : [judgement]
  })
  return judged.find(({ effect }) => effect === 'breaks') ?? judged[0] ?? null
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

const wholeRow: Rule = ({ detail }, { table }, hasRenames) =>
  hasRenames
    ? breaks(
        `hands the whole row of ${table} on${detail === undefined ? '' : ` (${detail})`}, whose columns get other names`,
        'Build what is handed on column by column, or replace or confirm the function with --function-map.',
      )
    : null

const RULES: Readonly<Partial<Record<NameReference['kind'], Rule>>> = {
  field: ({ name, detail }, { table, renamed, trigger }) => {
    const now = renamed?.renames[name]
    if (now === undefined) return null
    return breaks(
      `reads or sets ${detail ?? 'the row'}.${name} for the trigger ${trigger} on ${table}, and that column becomes ${now}`,
      `Use ${now} there (create or replace function), or replace the function with --function-map.`,
    )
  },
  'row-spread': (_reference, { table, gainsColumns }, hasRenames) =>
    hasRenames || gainsColumns
      ? breaks(
          `takes all columns of the row of ${table} as they come, and ${table} gets others`,
          'Name the columns one by one, or replace the function with --function-map.',
        )
      : null,
  'row-json': wholeRow,
  'row-argument': wholeRow,
  'row-cast': ({ name }, { table, renamed }) =>
    renamed === undefined
      ? null
      : breaks(
          `gives the row of ${table} to a variable of the type ${name}, which becomes the type of a view`,
          'Declare the variable as record, or replace the function with --function-map.',
        ),
  'table-branch': ({ name }, { table, renamed }) =>
    renamed === undefined
      ? null
      : breaks(
          `decides by the name of its table (${name.toUpperCase()}), and ${table} becomes ${renamed.newName}`,
          'Let it accept both names, or replace the function with --function-map.',
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
