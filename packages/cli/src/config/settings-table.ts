import type { Origin, ReadSettings } from './read-settings.ts'
import { flagOf, type SettingName, settingNames, settings } from './settings.ts'

export interface ShownSetting {
  readonly name: SettingName
  /** Null where there is none; a secret is never shown. */
  readonly value: string | null
  readonly from: Origin
  readonly env: string
  readonly flag: string
  readonly what: string
}

/** What holds, and where each value is from, with secrets hidden. */
export function shownSettings({ values, origins }: ReadSettings): readonly ShownSetting[] {
  return settingNames.map((name) => ({
    name,
    value: shownValue(name, values[name]),
    from: origins[name],
    env: settings[name].env,
    flag: flagOf(name),
    what: settings[name].what,
  }))
}

function shownValue(name: SettingName, value: unknown): string | null {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return null
  if (name === 'databaseUrl') return withoutPassword(String(value))
  return settings[name].isSecret ? '(set)' : String(value)
}

/** Who is asked, and not by which password or option. */
function withoutPassword(url: string): string {
  const { protocol, username, host, pathname } = new URL(url)
  return `${protocol}//${username}@${host}${pathname}`
}

/** For people, in 80 columns. */
export function settingLines(
  shown: readonly ShownSetting[],
  file: string | null,
): readonly string[] {
  return [
    file === null ? 'No valence.config.json is here.' : `The file is ${file}.`,
    '',
    ...shown.flatMap(({ name, value, from, env, what }) => [
      `${name.padEnd(16)}${value ?? '–'}${from === 'default' ? '' : `  (${from})`}`,
      ...wrapped(`${what}; ${env}`, 62).map((line) => `${' '.repeat(16)}${line}`),
    ]),
  ]
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}
