import { decoded, exitCodes } from '@valence/db'
import {
  addCommonFlags,
  type CommonFlags,
  confirmByTyping,
  databaseUrl,
  describeUrl,
  type Reporter,
  runCommand,
} from '@valence/migrate'
import type { Command } from 'commander'
import { type Installed, install } from '../hosting/install.ts'

interface InstallFlags extends CommonFlags {
  readonly yes?: boolean
  readonly newPassword?: boolean
}

/** `valence install`: the schema and what it needs around it, in a database of one's own or in a project of Supabase. */
export function registerInstall(program: Command): void {
  addCommonFlags(
    program
      .command('install')
      .description(
        'make the CRM in an empty database, or bring one to this version, with all it needs',
      ),
  )
    .option('-y, --yes', 'do not ask for confirmation')
    .option('--new-password', 'give the role that serves another password')
    .action((flags: InstallFlags) =>
      runCommand('install', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: InstallFlags, reporter: Reporter): Promise<number> {
  const url = databaseUrl(flags, reporter.warn)
  const name = decoded(new URL(url).pathname.slice(1))
  reporter.say(`Installing in ${describeUrl(url)}`)
  const isAgreed =
    flags.yes === true ||
    (await confirmByTyping('This makes roles and a schema. Rows that are there stay.', name))
  if (!isAgreed) return exitCodes.usage
  const installed = await install({ url, newPassword: flags.newPassword ?? false }, reporter.emit)
  for (const line of linesOf(installed)) reporter.say(line)
  reporter.result(installed)
  return installed.left.length === 0 ? exitCodes.done : exitCodes.failed
}

function linesOf({ place, done, left, serveUrl }: Installed): readonly string[] {
  const next =
    place.kind === 'supabase'
      ? ['', '  Next: docs/hosting.md says how sign-in and the CRM itself are set up.']
      : [
          '',
          '  Next: valence serve, with that URL in VALENCE_DATABASE_URL. Who signs up first administers.',
        ]
  return [
    ...done.map((what) => `  ✔ ${what}`),
    ...left.map((what) => `  ✗ ${what}`),
    ...(serveUrl === null ? [] : ['', '  Shown once:', `  VALENCE_DATABASE_URL=${serveUrl}`]),
    ...next,
  ]
}
