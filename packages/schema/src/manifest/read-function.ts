import type { CreateFunctionStmt, FunctionParameter, Node, TypeName } from '../parser.ts'
import type { Argument, SqlFunction } from './model.ts'
import { qualifiedName, strings, typeText } from './names.ts'

const MODES: Readonly<Record<string, Argument['mode']>> = {
  FUNC_PARAM_OUT: 'out',
  FUNC_PARAM_INOUT: 'inout',
  FUNC_PARAM_VARIADIC: 'variadic',
  FUNC_PARAM_TABLE: 'table',
}

/** What a `create function` says of itself. */
export function readFunction(
  create: CreateFunctionStmt,
  file: string,
): Omit<SqlFunction, 'file' | 'statement' | 'isLegacy'> {
  const { schema, name } = qualifiedName(strings(create.funcname), file)
  const given = (create.parameters ?? []).flatMap((node) =>
    'FunctionParameter' in node ? [argumentOf(node.FunctionParameter)] : [],
  )
  const inputs = given.filter(({ mode }) => mode !== 'out' && mode !== 'table')
  const returns = returnsOf(create.returnType, given)
  return {
    schema,
    name,
    arguments: given,
    identity: inputs.map(({ type }) => type).join(','),
    returns,
    language: option(create, 'language') ?? 'sql',
    isTrigger: returns === 'trigger',
    isSecurityDefiner: option(create, 'security') === 'true',
    volatility: (option(create, 'volatility') ?? 'volatile') as SqlFunction['volatility'],
    body: option(create, 'as') ?? '',
  }
}

function argumentOf(parameter: FunctionParameter): Argument {
  return {
    name: parameter.name ?? '',
    type: typeText(parameter.argType),
    mode: MODES[parameter.mode ?? ''] ?? 'in',
    hasDefault: parameter.defexpr !== undefined,
  }
}

function returnsOf(type: TypeName | undefined, given: readonly Argument[]): string {
  const table = given.filter(({ mode }) => mode === 'table')
  if (table.length > 0) return `TABLE(${table.map((one) => `${one.name} ${one.type}`).join(', ')})`
  const outputs = given.filter(({ mode }) => mode === 'out' || mode === 'inout')
  if (type === undefined) return outputs.length > 1 ? 'record' : (outputs[0]?.type ?? 'void')
  return `${type.setof === true ? 'SETOF ' : ''}${typeText(type)}`
}

/** A value that a statement gives in its options. */
export function option(
  { options }: { readonly options?: readonly Node[] },
  name: string,
): string | undefined {
  for (const node of options ?? []) {
    if ('DefElem' in node && node.DefElem.defname === name) return optionText(node.DefElem.arg)
  }
  return undefined
}

function optionText(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined
  if ('String' in node) return node.String.sval ?? ''
  if ('Boolean' in node) return String(node.Boolean.boolval ?? false)
  if ('List' in node) return strings(node.List.items)[0]
  return undefined
}
