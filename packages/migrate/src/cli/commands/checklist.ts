import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { confirmItem, readChecklist } from '../../engine/checklist/checklist.ts'
import { addCommonFlags, type CommonFlags, databaseUrl } from '../options.ts'
import { checklistText } from '../render/checklist.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface ChecklistFlags extends CommonFlags {
  readonly confirm?: string
  readonly by?: string
  readonly comment?: string
}

/** `migrate:checklist`: the final sweep, by machine where a machine can tell. */
export function registerChecklist(program: Command): void {
  addCommonFlags(
    program
      .command('migrate:checklist')
      .description('go through the final checklist; changes no data'),
  )
    .option('--confirm <item>', 'write down that you have seen it')
    .option('--by <name>', 'who has, where that is not the database role; with --confirm')
    .option('--comment <text>', 'kept with the confirmation; with --confirm')
    .action((flags: ChecklistFlags) =>
      runCommand('migrate:checklist', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: ChecklistFlags, reporter: Reporter): Promise<number> {
  const url = databaseUrl(flags, reporter.warn)
  const checklist =
    flags.confirm === undefined
      ? await readChecklist(url)
      : await confirmItem(url, {
          item: flags.confirm,
          person: flags.by ?? null,
          comment: flags.comment ?? null,
        })
  reporter.say(checklistText(checklist))
  reporter.result(checklist)
  return checklist.isComplete ? exitCodes.done : exitCodes.failed
}
