import { describe, expect, it } from 'vitest'
import { copyStatement } from '../table-stream.ts'
import { type LegacyOptions, legacyTables } from './tables.ts'

/** Every line of every table, by table. */
function linesOf(options: Partial<LegacyOptions> = {}): Record<string, string[]> {
  const streams = legacyTables({ generation: 'g21', deals: 60, ...options })
  return Object.fromEntries(streams.map((stream) => [stream.table, [...stream.lines()]]))
}

/** The first `count` lines of a table. */
function firstLines(options: LegacyOptions, table: string, count: number): string[] {
  const stream = legacyTables(options).find((candidate) => candidate.table === table)
  const lines: string[] = []
  for (const line of stream?.lines() ?? []) {
    lines.push(line)
    if (lines.length === count) break
  }
  return lines
}

describe('legacyTables', () => {
  it('gives byte-equal lines for the same seed', () => {
    expect(linesOf({ seed: 9 })).toEqual(linesOf({ seed: 9 }))
  })

  it('gives the same lines when a stream is read twice', () => {
    for (const stream of legacyTables({ generation: 'g8', deals: 60 })) {
      expect([...stream.lines()], stream.table).toEqual([...stream.lines()])
    }
  })

  it('tells another story for another seed, about the same users', () => {
    const one = linesOf({ seed: 9 })
    const two = linesOf({ seed: 10 })
    const same = Object.keys(one).filter(
      (table) => one[table]?.join('\n') === two[table]?.join('\n'),
    )
    expect(same).toEqual(['tags', 'favicons_excluded_domains'])
    const userId = (line: string | undefined) => line?.split('\t')[0]
    expect(one['users']?.map(userId)).toEqual(two['users']?.map(userId))
  })

  it('moves with the day that it is told', () => {
    const dates = linesOf({ today: '2031-01-15' })['tasks']?.join('\n') ?? ''
    expect(dates).toContain('2031-01-')
    expect(linesOf()['tasks']?.join('\n')).not.toContain('2031-01-')
  })

  it('gives each line the fields that its statement names', () => {
    for (const generation of ['g8', 'g21'] as const) {
      for (const stream of legacyTables({ generation, deals: 60, defects: 'all' })) {
        const widths = new Set([...stream.lines()].map((line) => line.split('\t').length))
        expect([...widths], copyStatement(stream)).toEqual([stream.columns.length])
      }
    }
  })

  it('gives as many lines as it announces', () => {
    for (const stream of legacyTables({ generation: 'g8', deals: 60 })) {
      expect([...stream.lines()].length, stream.table).toBe(stream.rowCount)
    }
  })

  it('announces the sizes of a small and of the largest company', () => {
    const sizes = (deals: number) =>
      Object.fromEntries(
        legacyTables({ generation: 'g8', deals }).map((stream) => [stream.table, stream.rowCount]),
      )
    expect(sizes(2_000)).toMatchObject({
      deals: 2_000,
      companies: 1_200,
      contacts: 4_500,
      contactNotes: 6_000,
      dealNotes: 5_000,
      tasks: 3_000,
      tags: 15,
      users: 8,
    })
    expect(sizes(1_000_000)).toMatchObject({
      deals: 1_000_000,
      companies: 100_000,
      contacts: 200_000,
      contactNotes: 1_000_000,
      dealNotes: 1_000_000,
      tasks: 300_000,
    })
  })

  it('makes the first rows of the largest company at once: nothing is built before it is read', () => {
    const options = { generation: 'g8', deals: 1_000_000 } as const
    const before = performance.now()
    for (const table of ['companies', 'contacts', 'contactNotes', 'dealNotes', 'tasks']) {
      expect(firstLines(options, table, 10)).toHaveLength(10)
    }
    // Reading even one of these tables to its end takes seconds.
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  it('refuses a number of deals or a day that it cannot draw', () => {
    expect(() => legacyTables({ generation: 'g8', deals: 0 })).toThrow('from 1 to 1000000')
    expect(() => legacyTables({ generation: 'g8', deals: 10, today: 'today' })).toThrow(
      'a day like 2026-11-02',
    )
  })

  it('leaves no slot of a sentence unfilled', () => {
    for (const [table, lines] of Object.entries(linesOf({ deals: 800, defects: 'none' }))) {
      // In JSON, a key follows the brace with a quote.
      expect(
        lines.filter((line) => /\{[a-z]+\}/i.test(line)),
        table,
      ).toEqual([])
    }
  })
})
