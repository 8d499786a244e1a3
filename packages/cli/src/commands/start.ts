import path from 'node:path'
import { exitCodes } from '@valence/db'
import {
  defaultRunOptions,
  duration,
  number,
  type Report,
  type Reporter,
  reportDatabase,
  runCommand,
  runMigration,
  writeReportFiles,
} from '@valence/migrate'
import type { Stack } from '@valence/server'
import type { Command } from 'commander'
import { readSettings } from '../config/read-settings.ts'
import { addSettingFlags, type SettingFlags } from '../config/setting-flags.ts'
import { openCurrentStack } from '../current-stack.ts'
import type { RunContext } from '../run-context.ts'
import { contentOf, loadSample } from '../sample.ts'
import { servedStack, serveUntilStopped } from '../serving.ts'

interface StartFlags extends SettingFlags {
  readonly deals: number
  readonly generation: 'g8' | 'g21'
  readonly logFile: string
}

/** `valence start`: a legacy installation, its migration before your eyes, and the CRM on the result. */
export function registerStart(program: Command, context: RunContext): void {
  addSettingFlags(
    program.command('start').description('migrate a sample Atomic CRM and serve the CRM on it'),
  )
    .option('--deals <count>', 'size of the sample', Number, 2_000)
    .option('--generation <generation>', 'g8 or g21', 'g21')
    .option('--log-file <file>', 'JSON lines with a severity', 'logs/migration.log')
    .action((flags: StartFlags) =>
      runCommand('start', flags, (reporter, signal) => execute(flags, context, reporter, signal)),
    )
}

async function execute(
  flags: StartFlags,
  context: RunContext,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<number> {
  const { values } = readSettings({ flags, env: process.env, configFile: flags.config })
  const stack = await openLocalStack(values.home, reporter)
  try {
    const content = await contentOf(stack.databaseUrl)
    if (content === 'nothing') {
      await loadSample(
        stack.databaseUrl,
        {
          shape: flags.generation,
          deals: flags.deals,
          defects: 'light',
          today: sampleDay(new Date()),
        },
        reporter.emit,
      )
    }
    await migrate(stack, flags, reporter, signal)
    await serveUntilStopped(
      await servedStack(stack),
      values,
      await context.crm,
      signal,
      reporter.say,
    )
    return exitCodes.done
  } finally {
    await stack.stop()
  }
}

/** The latest day on which the sample, taken at 09:30 UTC, holds nothing of the future. */
function sampleDay(now: Date): string {
  return new Date(now.getTime() - 9.5 * 3_600_000).toISOString().slice(0, 10)
}

async function openLocalStack(home: string, reporter: Reporter): Promise<Stack> {
  const task = 'local'
  reporter.emit({ kind: 'task-started', task, label: 'Local PostgreSQL', total: 0 })
  const stack = await openCurrentStack(home, reporter).catch((error: unknown) => {
    reporter.emit({ kind: 'task-failed', task, message: String(error) })
    throw error
  })
  reporter.emit({ kind: 'task-finished', task, detail: `port ${stack.postgres.port}` })
  return stack
}

/** Migrates what is not migrated, and goes on with what was interrupted; says nothing where all is done. */
async function migrate(
  stack: Stack,
  flags: StartFlags,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const outcome = await runMigration(
    {
      ...defaultRunOptions,
      databaseUrl: stack.databaseUrl,
      backupFolder: path.join(stack.home, 'backups'),
      isSolo: true,
      signal,
    },
    async () => true,
    reporter.emit,
  )
  if (outcome.kind !== 'migrated') return
  const report = await reportDatabase(stack.databaseUrl)
  if (report === null) return
  const files = await writeReportFiles(report, flags.logFile)
  for (const line of shortReport(report)) reporter.say(line)
  reporter.say(`  Report        ${files.markdown}`)
}

function shortReport(report: Report): readonly string[] {
  const kept = Object.values(report.plan.counts).reduce((sum, rows) => sum + rows, 0)
  const checks = report.verification?.checks.length ?? 0
  return [
    '',
    `  Migrated      ${number(kept)} rows in ${duration((report.seconds ?? 0) * 1_000)}, none lost: ${checks} checks hold`,
    `  Opportunities ${number(report.counts['opportunities'] ?? 0)}, activities ${number(report.counts['activities'] ?? 0)}, links of contacts ${number(report.counts['contact_organizations'] ?? 0)}`,
  ]
}
