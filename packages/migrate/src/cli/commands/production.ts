import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { defaultRunOptions } from '../../engine/plan/options.ts'
import { reportDatabase } from '../../engine/run/inspect.ts'
import { runMigration } from '../../engine/run/run-migration.ts'
import { confirmByTyping } from '../confirm.ts'
import {
  addCommonFlags,
  addRunFlags,
  addThrottleFlags,
  databaseUrl,
  describeUrl,
  functionMapOption,
  type RunFlags,
  readDecisions,
  readEarlierPlan,
  readStageMap,
  stageMapOption,
} from '../options.ts'
import { planText } from '../render/plan.ts'
import { forTerminal } from '../render/shown.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'
import { writeReportFiles } from '../write-report.ts'

/** `migrate:production`: the migration itself, or the rest of one that was interrupted. */
export function registerProduction(program: Command): void {
  addThrottleFlags(
    addRunFlags(
      addCommonFlags(
        program
          .command('migrate:production')
          .description('migrate, or go on with an interrupted migration'),
      ),
    ),
  )
    .addOption(stageMapOption())
    .addOption(functionMapOption())
    .option(
      '--plan <file>',
      'refuse when the database differs from this dry run (its --json output)',
    )
    .option('--backup-dir <folder>', 'where backups are kept', defaultRunOptions.backupFolder)
    .option(
      '--atomic',
      'all phases in one transaction, or nothing: for small databases; the application waits meanwhile',
    )
    .option('--solo', 'run without the approval of a second person; written down with the run')
    .action((flags: RunFlags) =>
      runCommand('migrate:production', flags, (reporter, signal) =>
        execute(flags, reporter, signal),
      ),
    )
}

async function execute(flags: RunFlags, reporter: Reporter, signal: AbortSignal): Promise<number> {
  const url = databaseUrl(flags, reporter.warn)
  reporter.say(`Migrating ${describeUrl(url)}`)
  const outcome = await runMigration(
    {
      ...defaultRunOptions,
      databaseUrl: url,
      stageMap: await readStageMap(flags.stageMap),
      functionMap: await readDecisions(flags.functionMap),
      ...(await readEarlierPlan(flags.plan)),
      batchSize: flags.batchSize,
      lockTimeoutMs: flags.lockTimeout,
      restRatio: flags.rest,
      ...(flags.maxReplicaLag === undefined
        ? {}
        : { maxReplicaLagMs: flags.maxReplicaLag * 1_000 }),
      ...(flags.throttleQuery === undefined ? {} : { throttleQuery: flags.throttleQuery }),
      backupFolder: flags.backupDir,
      isAtomic: flags.atomic ?? false,
      isSolo: flags.solo ?? false,
      signal,
    },
    async (plan) => {
      if (flags.yes === true) return true
      reporter.say(planText(plan))
      return await confirmByTyping('This changes the schema of the database.', plan.database)
    },
    reporter.emit,
  )
  if (outcome.kind === 'declined') return exitCodes.done
  if (outcome.kind === 'already-migrated') {
    reporter.say('This database is migrated already. Nothing to do.')
    reporter.result({ kind: outcome.kind })
    return exitCodes.done
  }
  const report = await reportDatabase(url)
  if (report !== null) {
    const files = forTerminal(await writeReportFiles(report, flags.logFile))
    reporter.say(`Done. Report: ${files.markdown}, and as a page: ${files.html}`)
    reporter.say('The old application works on. migrate:rollback is possible for 48 hours.')
  }
  reporter.result({ kind: outcome.kind, runId: outcome.runId, report })
  return exitCodes.done
}
