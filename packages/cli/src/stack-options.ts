import { DEFAULT_HOME } from '@valence/server'
import { type Command, InvalidArgumentError } from 'commander'

export interface HomeFlags {
  readonly home: string
}

export interface ServeFlags extends HomeFlags {
  readonly host: string
  readonly port: number
}

export function addHomeFlag(command: Command): Command {
  return command.option(
    '--home <folder>',
    'folder of the local installation',
    process.env['VALENCE_HOME'] ?? DEFAULT_HOME,
  )
}

export function addServeFlags(command: Command): Command {
  return addHomeFlag(command)
    .option('--host <address>', 'address to listen on', process.env['VALENCE_HOST'] ?? '127.0.0.1')
    .option(
      '--port <port>',
      'port of the CRM; the next free one when it is taken',
      port,
      defaultPort(),
    )
}

function defaultPort(): number {
  const given = Number(process.env['VALENCE_PORT'])
  return Number.isInteger(given) && given > 0 ? given : 5173
}

function port(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.')
}
