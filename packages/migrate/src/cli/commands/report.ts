import { writeFile } from 'node:fs/promises'
import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { reportDatabase } from '../../engine/run/inspect.ts'
import { MigrationError } from '../../errors.ts'
import { addCommonFlags, type CommonFlags, databaseUrl } from '../options.ts'
import { reportMarkdown } from '../render/report.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'
import { reportFor } from '../write-report.ts'

interface ReportFlags extends CommonFlags {
  readonly output?: string
}

/** `migrate:report`: what happened, as Markdown or JSON. */
export function registerReport(program: Command): void {
  addCommonFlags(program.command('migrate:report').description('show the report of the latest run'))
    .option(
      '--output <file>',
      'write it to a file instead: .md, .html (one page, to send) or .json',
    )
    .action((flags: ReportFlags) =>
      runCommand('migrate:report', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: ReportFlags, reporter: Reporter): Promise<number> {
  const report = await reportDatabase(databaseUrl(flags, reporter.warn))
  if (report === null) {
    throw new MigrationError('This database was never migrated', {
      code: 'VAL-NOT-MIGRATED',
      hint: 'Run migrate:dry-run to see what a migration would do.',
    })
  }
  if (flags.output !== undefined) {
    await writeFile(flags.output, reportFor(flags.output, report), { mode: 0o600 })
  } else if (flags.json !== true) {
    reporter.say(reportMarkdown(report))
  }
  reporter.result(report)
  return exitCodes.done
}
