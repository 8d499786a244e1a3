import { DEFAULT_HOME } from '@valence/server'
import type { Command } from 'commander'

export interface HomeFlags {
  readonly home: string
}

export function addHomeFlag(command: Command): Command {
  return command.option(
    '--home <folder>',
    'folder of the local installation',
    process.env['VALENCE_HOME'] ?? DEFAULT_HOME,
  )
}
