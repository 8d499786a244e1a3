import type { Command } from 'commander'
import { flagOf, type SettingName, settingNames, settings } from './settings.ts'

export type SettingFlags = Readonly<Partial<Record<SettingName, string>>> & {
  /** The file to read instead of `valence.config.json`. */
  readonly config?: string
}

/** A flag for every setting. None has a value of its own: what is usual is said in one place. */
export function addSettingFlags(command: Command): Command {
  for (const name of settingNames) {
    const { what, env } = settings[name]
    command.option(`${flagOf(name)} <value>`, `${what} (${env})`)
  }
  return command.option(
    '--config <file>',
    'settings as JSON, instead of valence.config.json (VALENCE_CONFIG)',
  )
}
