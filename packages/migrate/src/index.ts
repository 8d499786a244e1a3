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
export type { Run, RunState } from './engine/books/bookkeeping.ts'
export { endGracePeriod } from './engine/grace/end-grace-period.ts'
export { createTargetSchema } from './engine/ground/create-target.ts'
export type { Emit, MigrationEvent } from './engine/ground/events.ts'
export { defaultRunOptions, ROLLBACK_WINDOW_HOURS, type RunOptions } from './engine/plan/options.ts'
export type { MigrationPlan } from './engine/plan/plan.ts'
export type { Verification } from './engine/proof/verify-run.ts'
export { dryRun, reportDatabase, verifyDatabase } from './engine/run/inspect.ts'
export type { Parked } from './engine/run/parked.ts'
export type { Report } from './engine/run/report.ts'
export { type MigrationOutcome, runMigration } from './engine/run/run-migration.ts'
export { type RollbackOutcome, runRollback } from './engine/run/run-rollback.ts'
export { MigrationError } from './errors.ts'
