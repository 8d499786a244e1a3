import { connect } from '@valence/db'
import {
  addCommonFlags,
  type CommonFlags,
  confirmByTyping,
  databaseUrl,
  defaultRunOptions,
  describeUrl,
  MigrationError,
  type Reporter,
  runCommand,
  runUpgrade,
} from '@valence/migrate'
import { listSnapshots, restoreSnapshot } from '@valence/server'
import { type Command, Option } from 'commander'
import { openCurrentStack } from '../current-stack.ts'
import { addHomeFlag, type HomeFlags } from '../stack-options.ts'

interface UpgradeFlags extends CommonFlags, HomeFlags {
  readonly yes?: boolean
  readonly dryRun?: boolean
  readonly back?: boolean
  readonly lockTimeout: number
}

/**
 * `valence upgrade`: brings a database to the version of the schema that this program works with. Any database by its URL; without one the
 * local installation, of which a snapshot is taken first.
 */
export function registerUpgrade(program: Command): void {
  const command = program
    .command('upgrade')
    .description('bring a database to this version of the schema, while people work')
  addHomeFlag(addCommonFlags(command))
    .option('-y, --yes', 'do not ask for confirmation')
    .option('--dry-run', 'say what it would do, what it locks and for how long; changes nothing')
    .option('--back', 'give the local installation back as it was before its last upgrade')
    .addOption(
      new Option('--lock-timeout <ms>', 'wait for a lock at most')
        .argParser(Number)
        .default(defaultRunOptions.lockTimeoutMs),
    )
    .action((flags: UpgradeFlags) =>
      runCommand('upgrade', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: UpgradeFlags, reporter: Reporter): Promise<number> {
  if (flags.back === true) return await goBack(flags, reporter)
  const isNamed = [
    flags.databaseUrl,
    process.env['DATABASE_URL'],
    process.env['SUPABASE_DB_URL'],
  ].some(Boolean)
  if (!isNamed) return await upgradeLocal(flags, reporter)
  const url = databaseUrl(flags, reporter.warn)
  reporter.say(`Upgrading ${describeUrl(url)}`)
  return await runUpgrade(
    {
      databaseUrl: url,
      lockTimeoutMs: flags.lockTimeout,
      isDry: flags.dryRun ?? false,
      confirm: async () =>
        flags.yes === true ||
        (await confirmByTyping(
          'This changes the schema. A backup is a good thing to have.',
          await nameOf(url),
        )),
    },
    reporter,
  )
}

async function nameOf(url: string): Promise<string> {
  const db = connect(url, { max: 1, applicationName: 'valence' })
  try {
    const [row] = await db<{ name: string }[]>`select current_database() as name`
    return row?.name ?? ''
  } finally {
    await db.end({ timeout: 5 })
  }
}

async function upgradeLocal(flags: UpgradeFlags, reporter: Reporter): Promise<number> {
  const stack = await openCurrentStack(flags.home, reporter, { isDry: flags.dryRun ?? false })
  try {
    return await runUpgrade(
      {
        databaseUrl: stack.databaseUrl,
        lockTimeoutMs: flags.lockTimeout,
        isDry: flags.dryRun ?? false,
        confirm: async () => true,
      },
      reporter,
    )
  } finally {
    await stack.stop()
  }
}

async function goBack(flags: UpgradeFlags, reporter: Reporter): Promise<number> {
  const [latest] = await listSnapshots(flags.home)
  if (latest === undefined) {
    throw new MigrationError(`There is no snapshot in ${flags.home}`, {
      code: 'VAL-NO-SNAPSHOT',
      hint: 'npm start and serve make one when they upgrade. A database elsewhere has its own backups.',
    })
  }
  const isWanted =
    flags.yes === true ||
    (await confirmByTyping('What was written since is set aside, not kept.', latest.name))
  if (!isWanted) return 0
  const { setAside } = await restoreSnapshot(flags.home, latest)
  reporter.say(`The installation is as it was at ${latest.name}.`)
  reporter.say(`What it was until now lies in ${setAside}. Start it with the program of before.`)
  return 0
}
