import type { Column, Manifest, Table, Trigger } from './model.ts'
import { KEEPS_LENGTHS, textLimitsOf } from './text-limits.ts'

/** The text of a module with the labels of every enum type and the type of a row of every table. */
export function rowTypes({ tables, types, triggers }: Manifest): string {
  const labels = types.map(({ name, labels: texts }) => `  ${name}: [${quoted(texts).join(', ')}],`)
  return [
    '// Written by `npm run generate-rows` from the DDL in packages/schema/sql. Not to be changed by hand.',
    '',
    '/** The labels of each enum type, in their order. */',
    `export const enumLabels = {\n${labels.join('\n')}\n} as const`,
    '',
    '/** The columns that hold a text of any kind, or none, by table. */',
    `export const textColumns = {\n${tables.flatMap(textColumns).join('\n')}\n} as const`,
    '',
    '/** The most characters that a text may have, by table and column; lists and objects as the text that they are written as. */',
    `export const textLimits = {\n${triggers.flatMap(limitsOf).join('\n')}\n} as const`,
    ...tables.map(rowType),
    '',
  ].join('\n')
}

function textColumns(table: Table): readonly string[] {
  const names = table.columns
    .filter(
      (column) =>
        valueType(table, column) === 'string' && column.type === 'text' && !column.isNotNull,
    )
    .map(({ name }) => name)
  return names.length === 0 ? [] : [`  ${table.name}: [${quoted(names).join(', ')}],`]
}

function limitsOf(trigger: Trigger): readonly string[] {
  if (trigger.function !== KEEPS_LENGTHS) return []
  const limits = Object.entries(textLimitsOf(trigger)).map(([name, limit]) => `${name}: ${limit}`)
  return [`  ${trigger.table.replace(/^public\./, '')}: { ${limits.join(', ')} },`]
}

function rowType(table: Table): string {
  const columns = table.columns.map(
    (column) => `  ${column.name}: ${valueType(table, column)}${column.isNotNull ? '' : ' | null'}`,
  )
  return `\n/** A row of \`${table.name}\`. */\nexport interface ${typeName(table)} {\n${columns.join('\n')}\n}`
}

/** `activities` → `ActivitiesRow`. */
function typeName({ name }: Table): string {
  const words = name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Row`
}

/** bigint keys: JSON carries them as numbers, and no installation comes near 2^53. Times are ISO 8601, days `YYYY-MM-DD`. */
const TYPES: Readonly<Record<string, string>> = {
  text: 'string',
  uuid: 'string',
  date: 'string',
  'timestamp with time zone': 'string',
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  jsonb: 'unknown',
}

function valueType(table: Table, { name, type }: Column): string {
  const values = table.constraints.find(
    ({ values: texts, columns }) => texts !== null && columns.includes(name),
  )?.values
  if (values !== null && values !== undefined) return quoted(values).join(' | ')
  const item = type.replace(/\[\]$/, '')
  const isArray = item !== type
  const [schema, enumName] = item.split('.')
  const found = enumName === undefined ? TYPES[item] : `(typeof enumLabels)['${enumName}'][number]`
  if (found === undefined || (enumName !== undefined && schema !== 'public')) {
    throw new Error(`Say what a value of type ${type} is in TypeScript: ${table.name}.${name}`)
  }
  return isArray ? `${found}[]` : found
}

function quoted(texts: readonly string[]): readonly string[] {
  return texts.map((one) => `'${one}'`)
}
