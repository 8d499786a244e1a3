import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isDriverCrash } from '@valence/db'
import { describe, expect, it } from 'vitest'

const DRIVER_FRAME =
  '    at Immediate.nextWrite (file:///x/node_modules/postgres/src/connection.js:255:22)'

function withStack<T extends Error>(error: T, frame: string): T {
  error.stack = `${error.name}: ${error.message}\n${frame}\n    at process.processImmediate (node:internal/timers:483:21)`
  return error
}

describe('a crash of the driver', () => {
  it('is a TypeError out of its connection code', () => {
    const message = "Cannot read properties of null (reading 'write')"
    expect(isDriverCrash(withStack(new TypeError(message), DRIVER_FRAME))).toBe(true)
  })

  it('is no other error, and no TypeError from elsewhere', () => {
    expect(isDriverCrash(withStack(new Error('no'), DRIVER_FRAME))).toBe(false)
    expect(
      isDriverCrash(withStack(new TypeError('no'), '    at run (file:///x/src/run.ts:1:1)')),
    ).toBe(false)
    expect(isDriverCrash('no')).toBe(false)
  })

  it('is all that is caught: any other exception still ends the process', () => {
    const module = fileURLToPath(new URL('./driver-crashes.ts', import.meta.url))
    const program = `
      const { guardDriverCrashes } = await import(${JSON.stringify(module)})
      guardDriverCrashes(() => {})
      setTimeout(() => { throw new Error('ours') })
      setTimeout(() => console.log('still here'), 500)
    `
    const result = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      {
        encoding: 'utf8',
      },
    )
    expect(result.status).not.toBe(0)
    expect(result.stderr).toContain('ours')
    expect(result.stdout).not.toContain('still here')
  })
})
