import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { CommandError } from '../errors.ts'
import { flagOf, type SettingName, type Settings, settingNames, settings } from './settings.ts'

/** Where a value is from. */
export type Origin = 'flag' | 'environment' | 'file' | 'default'

export interface ReadSettings {
  readonly values: Settings
  readonly origins: Readonly<Record<SettingName, Origin>>
  /** The file that was read, or null. */
  readonly file: string | null
}

export interface Given {
  readonly flags: Readonly<Partial<Record<SettingName, unknown>>>
  readonly env: Readonly<Record<string, string | undefined>>
  /** As the operator named it; without it `valence.config.json` is read where it is there. */
  readonly configFile?: string | undefined
}

const USUAL_FILE = 'valence.config.json'

/**
 * What holds: a flag, else the environment, else the file, else what is usual.
 * @throws CommandError with exit code 2 that names every value that cannot be used, and where it stands
 */
export function readSettings({ flags, env, configFile }: Given): ReadSettings {
  const named = configFile ?? env['VALENCE_CONFIG']
  const file = readFile(named ?? USUAL_FILE, named !== undefined)
  const wrong: string[] = []
  const values: Partial<Record<SettingName, unknown>> = {}
  const origins: Partial<Record<SettingName, Origin>> = {}
  for (const name of settingNames) {
    const [origin, given] = choose(name, { flags, env, file: file ?? {} })
    const parsed = settings[name].schema.safeParse(given)
    if (parsed.success) values[name] = parsed.data
    else wrong.push(`${placeOf(name, origin)} ${reasonOf(parsed.error)}`)
    origins[name] = origin
  }
  if (wrong.length > 0) throw refused(wrong.join('; '))
  // Every name was gone through, and each value was parsed by the schema of its name.
  return { values, origins, file: file === null ? null : (named ?? USUAL_FILE) } as ReadSettings
}

function choose(
  name: SettingName,
  { flags, env, file }: Omit<Given, 'configFile'> & { readonly file: Record<string, unknown> },
): readonly [Origin, unknown] {
  const fromEnv = env[settings[name].env]
  if (flags[name] !== undefined) return ['flag', flags[name]]
  if (fromEnv !== undefined && fromEnv !== '') return ['environment', fromEnv]
  return file[name] === undefined ? ['default', undefined] : ['file', file[name]]
}

function readFile(name: string, isNamed: boolean): Record<string, unknown> | null {
  const text = textOf(name, isNamed)
  if (text === null) return null
  const parsed = z.record(z.string(), z.unknown()).safeParse(jsonOf(text, name))
  if (!parsed.success) throw refused(`${name} holds no JSON object`)
  const { $schema: _, ...given } = parsed.data
  const unknown = Object.keys(given).filter((key) => !settingNames.includes(key as SettingName))
  if (unknown.length === 0) return given
  throw refused(`${name} sets ${unknown.join(', ')}, which is none of ${settingNames.join(', ')}`)
}

function textOf(name: string, isNamed: boolean): string | null {
  try {
    return readFileSync(name, 'utf8')
  } catch (error) {
    if (!isNamed && error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return null
    throw refused(`${name} cannot be read`, error)
  }
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refused(`${name} is no JSON`, error)
  }
}

function placeOf(name: SettingName, origin: Origin): string {
  if (origin === 'flag') return flagOf(name)
  return origin === 'environment' ? settings[name].env : `${name} in the file`
}

/** Without the value, which may be a secret. */
function reasonOf(error: z.ZodError): string {
  return error.issues.map(({ message }) => message).join(', ')
}

function refused(message: string, cause?: unknown): CommandError {
  return new CommandError(message, {
    code: 'VAL-CONFIG',
    hint: 'Nothing was started. valence config shows every setting, its name in the environment and where it is from.',
    cause,
  })
}
