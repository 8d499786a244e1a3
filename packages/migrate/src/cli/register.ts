import type { Command } from 'commander'
import { registerApprove } from './commands/approve.ts'
import { registerBackup } from './commands/backup.ts'
import { registerChecklist } from './commands/checklist.ts'
import { registerCleanup } from './commands/cleanup.ts'
import { registerControl } from './commands/control.ts'
import { registerDryRun } from './commands/dry-run.ts'
import { registerLog } from './commands/log.ts'
import { registerMonitor } from './commands/monitor.ts'
import { registerProduction } from './commands/production.ts'
import { registerReport } from './commands/report.ts'
import { registerRollback } from './commands/rollback.ts'
import { registerVerify } from './commands/verify.ts'

/** Adds the `migrate:*` commands to a program. */
export function registerMigrationCommands(program: Command): void {
  registerDryRun(program)
  registerBackup(program)
  registerApprove(program)
  registerProduction(program)
  registerControl(program)
  registerVerify(program)
  registerRollback(program)
  registerReport(program)
  registerChecklist(program)
  registerLog(program)
  registerMonitor(program)
  registerCleanup(program)
}
