import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { MigrationError } from '../errors.ts'
import { whatBreaks } from './changed-function.ts'
import type { NameSpace } from './names.ts'
import { as, type Fields, isFields, list, strings, text } from './nodes.ts'
import { parseStatements } from './parse-body.ts'
import type { OwnFunction } from './read-functions.ts'

/** What the operator decided about functions, by signature: replace it by this definition, or keep it as it is. */
export type FunctionMap = Readonly<
  Record<
    string,
    | { readonly kind: 'keep' }
    | { readonly kind: 'replace'; readonly definition: string; readonly isConfirmed?: boolean }
  >
>

/** Keys that begin so are notes to the reader. */
const NOTE = '//'

const decision = z.union([
  z.string().min(1),
  z.strictObject({ file: z.string().min(1), confirmed: z.literal(true) }),
])

const mapFile = z.preprocess(withoutNotes, z.record(z.string().min(1), decision))

function withoutNotes(file: unknown): unknown {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return file
  return Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith(NOTE)))
}

/**
 * Reads a map: JSON of signature (`public.deal_label(bigint)`) to `"keep"`, to the path of a SQL file, relative to the map, or to
 * `{ "file": path, "confirmed": true }` where someone looked at what could not be proven.
 * @throws MigrationError VAL-FUNCTION-MAP (exit code 2) for a map or file that cannot be read
 */
export async function readFunctionMap(file: string): Promise<FunctionMap> {
  const parsed = mapFile.safeParse(parseJson(await readText(file), file))
  if (!parsed.success) {
    throw wrong(`${file} is no map of functions: ${z.prettifyError(parsed.error)}`, file)
  }
  const entries = []
  const read = (name: string) => readText(path.resolve(path.dirname(file), name))
  for (const [signature, value] of Object.entries(parsed.data)) {
    const kind = 'replace' as const
    if (value === 'keep') entries.push([signature, { kind: 'keep' as const }] as const)
    else if (typeof value === 'string') {
      entries.push([signature, { kind, definition: await read(value) }] as const)
    } else {
      const definition = await read(value.file)
      entries.push([signature, { kind, definition, isConfirmed: true }] as const)
    }
  }
  return Object.fromEntries(entries)
}

/**
 * Checks a map against the functions of the installation: each is there, and each replacement is one `create or replace
 * function` of the same signature and result which has no name that breaks.
 * @throws MigrationError VAL-FUNCTION-MAP (exit code 2)
 */
export function checkFunctionMap(
  map: FunctionMap,
  functions: readonly OwnFunction[],
  names: NameSpace,
): void {
  for (const [signature, decision] of Object.entries(map)) {
    const own = functions.find((found) => found.signature === signature)
    if (own === undefined) {
      const alike = functions
        .filter(({ name }) => signature.includes(name))
        .map((one) => one.signature)
      throw wrong(
        `There is no function ${signature}${alike.length === 0 ? '' : `; there is ${alike.join(', ')}`}`,
        signature,
      )
    }
    if (decision.kind === 'keep') continue
    if (!own.isOurs)
      throw wrong(`${signature} belongs to another role, which alone may replace it`, signature)
    checkReplacement(decision, own, names)
  }
}

function checkReplacement(
  {
    definition,
    isConfirmed = false,
  }: { readonly definition: string; readonly isConfirmed?: boolean },
  own: OwnFunction,
  names: NameSpace,
): void {
  const { signature } = own
  const [statement, ...others] = parse(definition, signature)
  const created = as(statement, 'CreateFunctionStmt')
  if (created === null || others.length > 0 || created['replace'] !== true) {
    throw wrong(`The file for ${signature} has to be one "create or replace function"`, signature)
  }
  if (created['sql_body'] !== undefined) {
    throw wrong(
      `The file for ${signature} uses "begin atomic", whose body would hold on to the new tables; quote the body`,
      signature,
    )
  }
  const [original] = own.definition === '' ? [] : parse(own.definition, signature)
  const before = as(original, 'CreateFunctionStmt')
  if (before !== null && shapeOf(before) !== shapeOf(created)) {
    throw wrong(
      `The file for ${signature} makes a function of another signature or result`,
      signature,
    )
  }
  const { breaking, problem } = whatBreaks(definition, own, names, {
    language: option(created, 'language') ?? 'sql',
    source: option(created, 'as') ?? '',
  })
  if (problem !== null)
    throw wrong(`The file for ${signature} cannot be parsed: ${problem}`, signature)
  const [first] = breaking
  if (first === undefined || isConfirmed) return
  throw wrong(
    `The file for ${signature} would break too, line ${first.line} of the body: ${first.why}. Where it does no harm, say so in the map: "${signature}": { "file": …, "confirmed": true }`,
    signature,
  )
}

/** Name, arguments and result as the parser has them, so that `int8` and `bigint` are the same. */
function shapeOf(created: Fields): string {
  const type = (value: unknown) =>
    isFields(value)
      ? [
          strings(value['names']).filter((part) => part !== 'pg_catalog' && part !== 'public'),
          list(value['arrayBounds']).length,
          value['setof'] === true,
        ]
      : null
  const name = strings(created['funcname']).filter((part) => part !== 'public')
  const parameters = list(created['parameters']).map((item) => {
    const parameter = as(item, 'FunctionParameter') ?? {}
    const mode = text(parameter['mode']) ?? ''
    return [mode === 'FUNC_PARAM_DEFAULT' ? 'FUNC_PARAM_IN' : mode, type(parameter['argType'])]
  })
  return JSON.stringify([
    created['is_procedure'] === true,
    name,
    parameters,
    type(created['returnType']),
  ])
}

function option(created: Fields, wanted: string): string | undefined {
  for (const item of list(created['options'])) {
    const element = as(item, 'DefElem')
    if (element?.['defname'] !== wanted) continue
    const { arg } = element
    return text(as(arg, 'String')?.['sval']) ?? strings(as(arg, 'List')?.['items'])[0]
  }
  return undefined
}

function parse(definition: string, signature: string): readonly unknown[] {
  try {
    return parseStatements(definition)
  } catch (error) {
    throw wrong(
      `The file for ${signature} cannot be parsed: ${error instanceof Error ? error.message : String(error)}`,
      signature,
    )
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw wrong(`${file} cannot be read`, file, error)
  }
}

function parseJson(content: string, file: string): unknown {
  try {
    return JSON.parse(content)
  } catch (error) {
    throw wrong(`${file} is not JSON`, file, error)
  }
}

function wrong(message: string, object: string, cause?: unknown): MigrationError {
  return new MigrationError(message, {
    code: 'VAL-FUNCTION-MAP',
    object,
    cause,
    hint: 'A map is JSON: { "public.deal_label(bigint)": "deal_label.sql" } with a path relative to it, "keep" for a function that you looked at and found safe, or { "file": "deal_label.sql", "confirmed": true }.',
  })
}
