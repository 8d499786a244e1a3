import type { Command } from 'commander'
import { registerBackup } from './commands/backup.ts'
import { registerCleanup } from './commands/cleanup.ts'
import { registerControl } from './commands/control.ts'
import { registerDryRun } from './commands/dry-run.ts'
import { registerProduction } from './commands/production.ts'
import { registerReport } from './commands/report.ts'
import { registerRollback } from './commands/rollback.ts'
import { registerVerify } from './commands/verify.ts'

/** Adds the `migrate:*` commands to a program. */
export function registerMigrationCommands(program: Command): void {
  registerDryRun(program)
  registerBackup(program)
  registerProduction(program)
  registerControl(program)
  registerVerify(program)
  registerRollback(program)
  registerReport(program)
  registerCleanup(program)
}
