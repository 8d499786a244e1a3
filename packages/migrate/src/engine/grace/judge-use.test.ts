import { describe, expect, it } from 'vitest'
import { judgeUse, type UseFacts } from './judge-use.ts'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const facts = (changes: Partial<UseFacts>): UseFacts => ({
  looks: [
    { uses: 0, at: day(1) },
    { uses: 0, at: day(10) },
  ],
  lastUsedAt: null,
  countedSince: null,
  ...changes,
})

describe('an old name', () => {
  it('that was never used is silent since the migration', () => {
    expect(judgeUse(facts({}))).toEqual({
      lastUsedAt: null,
      isExact: false,
      silentSince: day(1),
      uses: 0,
    })
  })

  it('is silent since its last use, where the server says when that was', () => {
    const looks = [
      { uses: 0, at: day(1) },
      { uses: 40, at: day(10) },
    ]
    expect(judgeUse(facts({ looks, lastUsedAt: day(4) }))).toEqual({
      lastUsedAt: day(4),
      isExact: true,
      silentSince: day(4),
      uses: 40,
    })
  })

  it('is else silent since the look that last saw more', () => {
    const looks = [
      { uses: 0, at: day(1) },
      { uses: 3, at: day(5) },
      { uses: 3, at: day(10) },
    ]
    expect(judgeUse(facts({ looks }))).toMatchObject({ silentSince: day(5), isExact: false })
  })

  it('is not known to be silent longer than the server counts', () => {
    expect(judgeUse(facts({ countedSince: day(8) })).silentSince).toEqual(day(8))
  })

  it('was in use where the count fell: the server forgot, and what happened before is unknown', () => {
    const looks = [
      { uses: 7, at: day(1) },
      { uses: 2, at: day(10) },
    ]
    expect(judgeUse(facts({ looks }))).toMatchObject({ silentSince: day(10), uses: 2 })
  })

  it('without any look is never silent', () => {
    expect(judgeUse(facts({ looks: [] })).silentSince > day(400)).toBe(true)
  })
})
