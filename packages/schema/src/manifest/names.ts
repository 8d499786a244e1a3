import type { Node, RangeVar, TypeName } from '../parser.ts'

/** The parts of a name, such as `public.tasks`. */
export function strings(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) =>
    'String' in node && node.String.sval !== undefined ? [node.String.sval] : [],
  )
}

export interface QualifiedName {
  readonly schema: string
  readonly name: string
}

/** @throws where the name has no schema: what it means would depend on who reads it */
export function qualifiedName(parts: readonly string[], file: string): QualifiedName {
  const [schema, name] = parts
  if (schema === undefined || name === undefined) {
    throw new Error(`sql/${file}.sql names ${parts.join('.')} without its schema`)
  }
  return { schema, name }
}

export function relationName(range: RangeVar | undefined, file: string): QualifiedName {
  const parts = [range?.schemaname, range?.relname]
  return qualifiedName(
    parts.filter((part) => part !== undefined),
    file,
  )
}

export function relationText(range: RangeVar | undefined, file: string): string {
  const { schema, name } = relationName(range, file)
  return `${schema}.${name}`
}

/** What the parser, or we, call by another name than the catalog shows. */
const SHOWN: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  varchar: 'character varying',
  bpchar: 'character',
}

/** A type as `format_type` writes it. */
export function typeText(type: TypeName | undefined): string {
  const [first, second] = strings(type?.names)
  const isBuiltIn = second === undefined || first === 'pg_catalog'
  const name = (isBuiltIn ? (second ?? first) : undefined) ?? ''
  const shown = isBuiltIn ? (SHOWN[name] ?? name) : `${first}.${second}`
  const modifiers = (type?.typmods ?? []).flatMap((node) =>
    'A_Const' in node ? [node.A_Const.ival?.ival ?? 0] : [],
  )
  return `${shown}${modifiers.length > 0 ? `(${modifiers.join(',')})` : ''}${type?.arrayBounds === undefined ? '' : '[]'}`
}

/** Every function that is called anywhere below a node, where its schema is said. */
export function functionsCalled(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(functionsCalled)
  if (!isCall(value)) return below
  const [schema, name] = strings(value.FuncCall.funcname)
  return name === undefined || schema === 'pg_catalog' ? below : [`${schema}.${name}`, ...below]
}

function isCall(value: object): value is { readonly FuncCall: { readonly funcname?: Node[] } } {
  return 'FuncCall' in value
}
