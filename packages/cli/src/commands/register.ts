import type { Command } from 'commander'
import type { RunContext } from '../run-context.ts'
import { registerConfig } from './config.ts'
import { registerInstall } from './install.ts'
import { registerReset } from './reset.ts'
import { registerSeed } from './seed.ts'
import { registerServe } from './serve.ts'
import { registerStart } from './start.ts'
import { registerStatus } from './status.ts'
import { registerUpgrade } from './upgrade.ts'

/** Adds the commands that run the local installation to a program. */
export function registerStackCommands(program: Command, context: RunContext): void {
  registerStart(program, context)
  registerServe(program, context)
  registerInstall(program)
  registerConfig(program)
  registerStatus(program)
  registerReset(program)
  registerSeed(program)
  registerUpgrade(program)
}
