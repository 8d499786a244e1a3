import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import type { AdministratorProof } from '../../engine/approval/administrator.ts'
import { approvePlan, openApprovalsForRole } from '../../engine/approval/approve-plan.ts'
import { APPROVAL_DAYS } from '../../engine/plan/options.ts'
import { MigrationError } from '../../errors.ts'
import { confirmByTyping } from '../confirm.ts'
import {
  addCommonFlags,
  type CommonFlags,
  databaseUrl,
  describeUrl,
  functionMapOption,
  readDecisions,
  readPlanToApprove,
  readStageMap,
  stageMapOption,
} from '../options.ts'
import { planText } from '../render/plan.ts'
import { wrap } from '../render/text.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

interface ApproveFlags extends CommonFlags {
  readonly plan?: string
  readonly stageMap?: string
  readonly functionMap?: string
  readonly comment?: string
  readonly asUser?: string
  readonly openFor?: string
  readonly yes?: boolean
}

/** `migrate:approve`: a second person looks at the plan and approves exactly it. */
export function registerApprove(program: Command): void {
  addCommonFlags(
    program
      .command('migrate:approve')
      .description('approve a plan as a second person; it is made anew and compared'),
  )
    .option('--plan <hash or file>', 'the hash that the dry run printed, or its --json output')
    .addOption(stageMapOption())
    .addOption(functionMapOption())
    .option('--comment <text>', 'kept with the approval')
    .option(
      '--as-user <e-mail>',
      'approve as an administrator of the CRM, whose token is in VALENCE_ACCESS_TOKEN',
    )
    .option('--open-for <role>', 'as the owner of the tables: let this database role approve')
    .option('-y, --yes', 'do not ask for confirmation')
    .action((flags: ApproveFlags) =>
      runCommand('migrate:approve', flags, (reporter) => execute(flags, reporter)),
    )
}

async function execute(flags: ApproveFlags, reporter: Reporter): Promise<number> {
  const url = databaseUrl(flags, reporter.warn)
  if (flags.openFor !== undefined) return await open(url, flags.openFor, reporter)
  const outcome = await approvePlan(
    {
      databaseUrl: url,
      stageMap: await readStageMap(flags.stageMap),
      functionMap: await readDecisions(flags.functionMap),
      ...(await readPlanToApprove(flags.plan)),
      comment: flags.comment ?? null,
      administrator: flags.asUser === undefined ? null : proofOf(flags.asUser),
    },
    async (plan) => {
      reporter.say(planText(plan))
      if (flags.yes === true) return true
      return await confirmByTyping(
        `This lets someone else migrate ${describeUrl(url)} by this plan.`,
        plan.hash.slice(0, 8),
      )
    },
  )
  if (outcome.kind === 'declined') return exitCodes.done
  if (outcome.kind === 'already-migrated') {
    reporter.say('This database is migrated already. There is nothing to approve.')
    reporter.result({ kind: outcome.kind })
    return exitCodes.done
  }
  const { id, plan, logHead } = outcome
  reporter.say('')
  reporter.say(
    wrap(
      `Approved. The approval holds for exactly this plan, for one run, and for ${APPROVAL_DAYS} days.`,
      80,
    ),
  )
  if (logHead !== null) {
    reporter.say('Keep this hash of the log: migrate:log -- --verify --expect <hash>')
    reporter.say(`  ${logHead.hash}`)
  }
  reporter.result({ kind: 'approved', id, plan: plan.hash, logHead })
  return exitCodes.done
}

async function open(url: string, role: string, reporter: Reporter): Promise<number> {
  await openApprovalsForRole(url, role)
  reporter.say(
    wrap(
      `${role} may approve now: it may call one function in the schema valence_migration, and write nothing else.`,
      80,
    ),
  )
  reporter.result({ kind: 'opened', role })
  return exitCodes.done
}

function proofOf(email: string): AdministratorProof {
  const token = process.env['VALENCE_ACCESS_TOKEN'] ?? ''
  const secret = process.env['VALENCE_JWT_SECRET'] ?? process.env['SUPABASE_JWT_SECRET'] ?? ''
  if (token !== '' && secret !== '') return { email, token, secret }
  throw new MigrationError(
    `${token === '' ? 'The access token' : 'The secret that signs access tokens'} is missing`,
    {
      code: 'VAL-TOKEN',
      object: token === '' ? 'VALENCE_ACCESS_TOKEN' : 'VALENCE_JWT_SECRET',
      hint: 'Put the access token of the administrator into VALENCE_ACCESS_TOKEN, and the secret with which the server signs tokens (HS256) into VALENCE_JWT_SECRET or SUPABASE_JWT_SECRET.',
    },
  )
}
