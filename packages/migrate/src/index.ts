export type { Database, Sql, Transaction } from '@valence/db'
export {
  addArrayTypes,
  asOperatorError,
  connect,
  copyIn,
  copyOut,
  type ExitCode,
  exitCodes,
  isDriverCrash,
} from '@valence/db'
export type { Finding, FindingSeverity, GoNoGo } from './checks/index.ts'
export { addCommonFlags, type CommonFlags } from './cli/options.ts'
export { registerMigrationCommands } from './cli/register.ts'
export { planText } from './cli/render/plan.ts'
export { reportMarkdown } from './cli/render/report.ts'
export { bytes, duration, number } from './cli/render/text.ts'
export { createReporter, type Reporter } from './cli/reporter.ts'
export { runCommand } from './cli/run-command.ts'
export { writeReportFiles } from './cli/write-report.ts'
export type { Run, RunState } from './engine/bookkeeping.ts'
export { createTargetSchema } from './engine/create-target.ts'
export { endGracePeriod } from './engine/end-grace-period.ts'
export type { Emit, MigrationEvent } from './engine/events.ts'
export { dryRun, reportDatabase, verifyDatabase } from './engine/inspect.ts'
export { defaultRunOptions, ROLLBACK_WINDOW_HOURS, type RunOptions } from './engine/options.ts'
export type { Parked } from './engine/parked.ts'
export type { MigrationPlan } from './engine/plan.ts'
export type { Report } from './engine/report.ts'
export { type MigrationOutcome, runMigration } from './engine/run-migration.ts'
export { type RollbackOutcome, runRollback } from './engine/run-rollback.ts'
export type { Verification } from './engine/verify-run.ts'
export { MigrationError } from './errors.ts'
