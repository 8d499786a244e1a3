import { confirm, isCancel } from '@clack/prompts'
import { exitCodes } from '@valence/db'
import { describeStatus, resetStack } from '@valence/server'
import type { Command } from 'commander'
import { addHomeFlag, type HomeFlags } from '../stack-options.ts'

/** `valence reset`: deletes the local installation, after asking. */
export function registerReset(program: Command): void {
  addHomeFlag(program.command('reset').description('stop and delete the local installation'))
    .option('-y, --yes', 'do not ask')
    .action(async (flags: HomeFlags & { readonly yes?: boolean }) => {
      const { dataDir, home } = await describeStatus(flags.home)
      if (dataDir === null) {
        process.stdout.write(`There is nothing in ${home}.\n`)
        return
      }
      if (flags.yes !== true) {
        if (process.stdin.isTTY !== true) {
          process.stderr.write(
            'There is no terminal to ask on. Give --yes to delete without asking.\n',
          )
          process.exitCode = exitCodes.usage
          return
        }
        const answer = await confirm({
          message: `Delete everything in ${home}?`,
          initialValue: false,
        })
        if (isCancel(answer) || !answer) return
      }
      await resetStack(flags.home)
      process.stdout.write(`Deleted ${home}. npm start begins anew.\n`)
    })
}
