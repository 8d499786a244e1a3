import { bytes } from '@valence/migrate'
import { describeStatus } from '@valence/server'
import type { Command } from 'commander'
import { addHomeFlag, type HomeFlags } from '../stack-options.ts'

/** `valence status`: what runs here. */
export function registerStatus(program: Command): void {
  addHomeFlag(program.command('status').description('say what runs here'))
    .option('--json', 'as JSON')
    .action(async (flags: HomeFlags & { readonly json?: boolean }) => {
      const status = await describeStatus(flags.home)
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify(status, null, 2)}\n`)
        return
      }
      const lines = [
        `Home        ${status.home}`,
        `PostgreSQL  ${status.isRunning ? `running on port ${status.port} (pid ${status.pid})` : 'not running'}`,
        `Data        ${status.dataDir === null ? 'none yet: npm start makes it' : `${bytes(status.dataBytes)} in ${status.dataDir}`}`,
        ...(status.databases.length === 0 ? [] : [`Databases   ${status.databases.join(', ')}`]),
        ...(status.lastUrl === null ? [] : [`Last served ${status.lastUrl}`]),
      ]
      process.stdout.write(`${lines.join('\n')}\n`)
    })
}
