import { defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

/** The long forms of tests that the usual run has in short. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['packages/*/src/**/*.long.test.ts', 'e2e/**/*.long.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 900_000,
  },
})
