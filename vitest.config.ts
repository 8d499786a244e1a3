import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    watch: false,
    include: ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts'],
    // Minutes each: `npm run test:long`.
    exclude: [...configDefaults.exclude, '**/*.long.test.ts'],
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    pool: 'forks',
    // Each worker drives a PostgreSQL backend as well; more than two only get in each other's way.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
})
