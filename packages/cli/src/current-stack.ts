import { defaultRunOptions, dryUpgrade, type Reporter, runUpgrade } from '@valence/migrate'
import { openStack, type Stack, takeSnapshot } from '@valence/server'
import { contentOf } from './sample.ts'

/**
 * Opens the local installation and brings its schema to this program's version, after a snapshot that `upgrade --back` restores.
 * @throws MigrationError where the installation is newer than the program
 */
export async function openCurrentStack(
  home: string,
  reporter: Reporter,
  { isDry }: { readonly isDry: boolean } = { isDry: false },
): Promise<Stack> {
  const stack = await openStack({ home })
  try {
    if (isDry || (await contentOf(stack.databaseUrl)) !== 'target') return stack
    const plan = await dryUpgrade(stack.databaseUrl)
    if (plan.isCurrent) return stack
    await stack.stop()
    const snapshot = await takeSnapshot(home, `schema-${plan.from}`)
    reporter.say(`A snapshot from before the upgrade: ${snapshot.folder}`)
  } catch (error) {
    await stack.stop()
    throw error
  }
  return await upgraded(home, reporter)
}

async function upgraded(home: string, reporter: Reporter): Promise<Stack> {
  const stack = await openStack({ home })
  try {
    await runUpgrade(
      {
        databaseUrl: stack.databaseUrl,
        lockTimeoutMs: defaultRunOptions.lockTimeoutMs,
        isDry: false,
        confirm: async () => true,
      },
      reporter,
    )
    return stack
  } catch (error) {
    await stack.stop()
    throw error
  }
}
