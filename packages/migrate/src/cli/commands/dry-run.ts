import { writeFile } from 'node:fs/promises'
import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { dryRun } from '../../engine/run/inspect.ts'
import { offerFunctionMap } from '../offer-function-map.ts'
import { offerStageMap } from '../offer-stage-map.ts'
import {
  addCommonFlags,
  type CommonFlags,
  databaseUrl,
  functionMapOption,
  readDecisions,
  readStageMap,
  stageMapOption,
} from '../options.ts'
import { nextCommandsText, planMarkdown, planText } from '../render/plan.ts'
import { shellWord } from '../render/shown.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface DryRunFlags extends CommonFlags {
  readonly stageMap?: string
  readonly functionMap?: string
  readonly output?: string
}

/** `migrate:dry-run`: says what a migration would do. Reads only. */
export function registerDryRun(program: Command): void {
  addCommonFlags(
    program
      .command('migrate:dry-run')
      .description('say what the migration will do; changes nothing'),
  )
    .addOption(stageMapOption())
    .addOption(functionMapOption())
    .option('--output <file>', 'write the plan as Markdown too')
    .action((flags: DryRunFlags) =>
      runCommand('migrate:dry-run', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: DryRunFlags, reporter: Reporter): Promise<number> {
  const planned = await dryRun(
    databaseUrl(flags, reporter.warn),
    await readStageMap(flags.stageMap),
    await readDecisions(flags.functionMap),
  )
  if (planned.kind === 'target') {
    reporter.say('This database is on the new schema already. Nothing to do.')
    reporter.result({ kind: 'target' })
    return exitCodes.done
  }
  const { plan } = planned
  reporter.say(planText(plan))
  if (plan.verdict.decision === 'go') reporter.say(nextCommandsText(plan, mapFlags(flags)))
  if (flags.output !== undefined) await writeFile(flags.output, planMarkdown(plan))
  if (plan.unmappedStages.length > 0) {
    const rows = Object.fromEntries(plan.stages.map((stage) => [stage.legacy, stage.rows]))
    reporter.warn(await offerStageMap(plan.unmappedStages, rows))
  }
  if (plan.changedFunctions.length > 0) {
    reporter.warn(await offerFunctionMap(plan.changedFunctions))
  }
  reporter.result({ kind: 'plan', plan })
  return plan.verdict.decision === 'go' ? exitCodes.done : exitCodes.noGo
}

/** The flags that decide on the plan, to be given again. */
function mapFlags({ stageMap, functionMap }: DryRunFlags): readonly string[] {
  return [
    ...(stageMap === undefined ? [] : [`--stage-map ${shellWord(stageMap)}`]),
    ...(functionMap === undefined ? [] : [`--function-map ${shellWord(functionMap)}`]),
  ]
}
