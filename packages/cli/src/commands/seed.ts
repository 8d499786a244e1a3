import { exitCodes } from '@valence/db'
import {
  addCommonFlags,
  type CommonFlags,
  MigrationError,
  type Reporter,
  runCommand,
} from '@valence/migrate'
import { openStack } from '@valence/server'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { CommandError } from '../errors.ts'
import { contentOf, loadSample, type SampleShape } from '../sample.ts'
import { addHomeFlag, type HomeFlags } from '../stack-options.ts'

interface SeedFlags extends CommonFlags, HomeFlags {
  readonly generation: SampleShape
  readonly deals: number
  readonly seed?: number
  readonly clean?: boolean
  readonly name?: string
}

/** `valence seed`: a sample company, in a legacy shape to try a migration on, or in the new one. */
export function registerSeed(program: Command): void {
  addHomeFlag(
    addCommonFlags(
      program.command('seed').description('load a sample company into an empty database'),
    ),
  )
    .addOption(
      new Option('--generation <generation>', 'shape of the legacy schema, or the new one')
        .choices(['g8', 'g21', 'target'])
        .default('g21'),
    )
    .option('--deals <count>', 'size, from 50 to 1,000,000', size, 2_000)
    .option('--seed <number>', 'another company', Number)
    .option('--clean', 'without the defects that real data has')
    .option('--name <database>', 'make a new local database of this name')
    .action((flags: SeedFlags) => runCommand('seed', flags, (reporter) => execute(flags, reporter)))
}

async function execute(flags: SeedFlags, reporter: Reporter): Promise<number> {
  if (flags.name === undefined) {
    const url = flags.databaseUrl ?? process.env['DATABASE_URL']
    if (url === undefined) {
      throw new MigrationError('Where to?', {
        code: 'VAL-NO-DATABASE',
        hint: 'Give --name for a new local database, or DATABASE_URL for one of your own.',
      })
    }
    await fill(url, flags, reporter)
    return exitCodes.done
  }
  const stack = await openStack({ home: flags.home })
  try {
    const url = await stack.createDatabase(flags.name)
    await fill(url, flags, reporter)
    reporter.say(
      `It waits in the local installation; npm start or npm run serve keeps the server up.`,
    )
    reporter.say(`DATABASE_URL=${url}`)
    reporter.result({ databaseUrl: url })
  } finally {
    await stack.stop()
  }
  return exitCodes.done
}

async function fill(url: string, flags: SeedFlags, reporter: Reporter): Promise<void> {
  if ((await contentOf(url)) !== 'nothing') {
    throw new CommandError('This database is not empty', {
      code: 'VAL-NOT-EMPTY',
      hint: 'Name another database. Nothing was changed.',
    })
  }
  await loadSample(
    url,
    {
      shape: flags.generation,
      deals: flags.deals,
      defects: flags.clean === true ? 'none' : 'all',
      ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    },
    reporter.emit,
  )
}

function size(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 50 && value <= 1_000_000) return value
  throw new InvalidArgumentError('It takes a whole number from 50 to 1000000.')
}
