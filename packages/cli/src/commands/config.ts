import { exitCodes } from '@valence/db'
import { runCommand } from '@valence/migrate'
import type { Command } from 'commander'
import { readSettings } from '../config/read-settings.ts'
import { addSettingFlags, type SettingFlags } from '../config/setting-flags.ts'
import { settingLines, shownSettings } from '../config/settings-table.ts'

/** `valence config`: what holds, and where each value is from. */
export function registerConfig(program: Command): void {
  addSettingFlags(
    program
      .command('config')
      .description('say what a server is told, and where each value is from'),
  )
    .option('--json', 'as JSON')
    .action((flags: SettingFlags & { readonly json?: boolean }) =>
      runCommand('config', { ...flags, logFile: '' }, async (reporter) => {
        const read = readSettings({ flags, env: process.env, configFile: flags.config })
        const shown = shownSettings(read)
        for (const line of settingLines(shown, read.file)) reporter.say(line)
        reporter.result({ file: read.file, settings: shown })
        return exitCodes.done
      }),
    )
}
