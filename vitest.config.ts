import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const longOnly = process.env['VALENCE_LONG_TESTS'] === '1'
const isAttack = process.env['VALENCE_ATTACK'] === '1'
const ATTACK = ['e2e/attack.test.ts', 'e2e/attack/*.attack.ts']
const LONG = 'packages/*/src/**/*.long.test.ts'

/** Take minutes each. Begun last, one of them would keep one worker busy while the other has nothing left to do. */
const SLOWEST =
  /(fixtures-promises|client-contract|promises|customised|phase-law|hostile-overloads|start-postgres)\.test\.ts$/

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSlow = ({ moduleId }: TestSpecification) => SLOWEST.test(moduleId)
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))]
  }
}

export default defineConfig({
  test: {
    watch: false,
    // The long forms take the better part of an hour: `npm run test:long`.
    exclude: ['**/node_modules/**', ...(longOnly ? [] : [LONG])],
    include: isAttack
      ? ATTACK
      : longOnly
        ? [LONG]
        : ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['scripts/test-program.mjs', 'packages/testkit/src/global-setup.ts'],
    pool: 'forks',
    sequence: { sequencer: SlowestFirst },
    // Each worker drives a PostgreSQL backend as well; more than two only get in each other's way.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
    // What is waited for comes late on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    // Where a test breaks connections, the driver may throw out of a timer, where no one can catch it; the tool and the
    // server each take that for a lost connection (`isDriverCrash`). Every other unhandled error fails the run.
    onUnhandledError: (error) =>
      error.name === 'TypeError' &&
      /^\s*at (?:Immediate\.)?nextWrite .*[\\/]postgres[\\/]src[\\/]connection\.js/m.test(
        error.stack ?? '',
      )
        ? false
        : undefined,
  },
})
