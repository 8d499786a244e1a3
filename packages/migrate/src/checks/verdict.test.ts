import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from './finding.ts'
import { goNoGo } from './verdict.ts'

const finding = (severity: Finding['severity'], count: number): Finding => ({
  check: 'any',
  severity,
  message: `${severity} ${count}`,
  count,
  examples: [],
  fix: '',
})

describe('the decision', () => {
  it('is go without findings, also for an empty database', () => {
    expect(goNoGo([], 0)).toMatchObject({ decision: 'go', warningPercent: 0 })
  })

  it('is no-go with any blocker, and says why', () => {
    expect(goNoGo([finding('blocker', 1)], 1_000_000)).toMatchObject({
      decision: 'no-go',
      reasons: ['blocker 1'],
    })
  })

  it('is no-go from one percent of rows with a warning on', () => {
    expect(goNoGo([finding('warning', 9)], 1_000).decision).toBe('go')
    expect(goNoGo([finding('warning', 10)], 1_000).decision).toBe('no-go')
  })

  it('never turns on notices', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.nat(), (counts, rows) => {
        expect(
          goNoGo(
            counts.map((count) => finding('notice', count)),
            rows,
          ).decision,
        ).toBe('go')
      }),
    )
  })
})
