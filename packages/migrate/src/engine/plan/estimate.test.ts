import { createLegacyDatabase } from '@valence/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepwise } from '../run/stepwise.fixture.ts'
import { estimateRun } from './estimate.ts'
import type { EstimateInput, TableMeasure } from './estimate-input.ts'
import { planRun } from './plan.ts'

function measure(rows: number): TableMeasure {
  return {
    rows,
    heapBytes: rows * 250,
    toastBytes: 0,
    indexBytes: rows * 40,
    indexes: 2,
    textBytes: rows * 220,
    gzipBytes: rows * 60,
    hashSeconds: rows * 2e-6,
    copySeconds: rows * 3e-6,
  }
}

function input(deals: number, links: number, changes: Partial<EstimateInput> = {}): EstimateInput {
  const looking = { looksUpKeys: true, carriesText: false } as const
  const update = {
    ...looking,
    source: 'deals',
    kind: 'update',
    written: deals,
    indexes: 0,
    keys: 0,
  } as const
  const insert = {
    ...looking,
    source: 'deals',
    kind: 'insert',
    written: links,
    indexes: 3,
    keys: 2,
  } as const
  return {
    tables: { deals: measure(deals), notes: measure(2 * deals) },
    changed: ['deals', 'notes'],
    phases: [
      {
        id: '1.1',
        steps: [{ name: 'deals', rows: deals, work: [update] }],
        builds: ['deals', 'deals', 'notes'],
      },
      {
        id: '1.3',
        steps: [{ name: 'links', rows: deals, work: [insert] }],
        builds: [],
      },
    ],
    planSeconds: 1,
    speed: { probeSeconds: 0.02, roundTripSeconds: 0.000_2 },
    maySetReplicaMode: true,
    bufferBytes: 128 * 1_048_576,
    walLimitBytes: 1_000_000_000,
    ...changes,
  }
}

const secondsOf = (given: EstimateInput, name: string) =>
  estimateRun(given).parts.find((part) => part.name === name)?.seconds ?? Number.NaN

describe('the estimate', () => {
  it('has a part for everything that a run does, and is their sum', () => {
    const { parts, seconds, disk } = estimateRun(input(10_000, 30_000))
    expect(parts.map(({ name }) => name)).toEqual([
      'dry run',
      'backup',
      'proof of the backup',
      'backup tables',
      'phase 1.1',
      'phase 1.3',
      'indexes',
      'comparison',
    ])
    expect(seconds).toBeCloseTo(parts.reduce((sum, part) => sum + part.seconds, 0))
    expect(disk.serverBytes).toBe(disk.serverParts.reduce((sum, part) => sum + part.bytes, 0))
  })

  it('never shrinks when there is more to do', () => {
    const size = fc.nat({ max: 2_000_000 })
    fc.assert(
      fc.property(size, size, size, (deals, links, more) => {
        const less = estimateRun(input(deals, links))
        const larger = estimateRun(input(deals + more, links + more))
        expect(larger.seconds).toBeGreaterThanOrEqual(less.seconds)
        expect(larger.disk.serverBytes).toBeGreaterThanOrEqual(less.disk.serverBytes)
      }),
    )
  })

  it('takes links, not deals, as what phase 1.3 costs', () => {
    const one = secondsOf(input(100_000, 100_000), 'phase 1.3')
    const ten = secondsOf(input(100_000, 1_000_000), 'phase 1.3')
    expect(ten / one).toBeGreaterThan(5)
    expect(secondsOf(input(100_000, 1_000_000), 'phase 1.1')).toBe(
      secondsOf(input(100_000, 100_000), 'phase 1.1'),
    )
  })

  it('follows the processor and the way to the server as they were measured', () => {
    const here = input(100_000, 300_000)
    const slow = { ...here, speed: { ...here.speed, probeSeconds: 0.04 } }
    const far = { ...here, speed: { ...here.speed, roundTripSeconds: 0.05 } }
    // A little less than twice, because the time on the way stays.
    expect(secondsOf(slow, 'phase 1.3') / secondsOf(here, 'phase 1.3')).toBeCloseTo(2, 0)
    expect(secondsOf(far, 'phase 1.3')).toBeGreaterThan(3 * secondsOf(here, 'phase 1.3'))
    expect(secondsOf(slow, 'backup')).toBeLessThan(1.5 * secondsOf(here, 'backup'))
  })

  it('takes longer for an index entry where the server has little memory for tables', () => {
    const small = input(100_000, 300_000, { bufferBytes: 1 })
    const large = input(100_000, 300_000, { bufferBytes: Number.MAX_SAFE_INTEGER })
    expect(secondsOf(small, 'phase 1.3')).toBeGreaterThan(secondsOf(large, 'phase 1.3'))
  })

  it('counts WAL up to what the server keeps, and all of it where a replication slot holds it', () => {
    const wal = (given: EstimateInput) =>
      estimateRun(given).disk.serverParts.find((part) => part.name === 'WAL')?.bytes ?? 0
    const limited = input(1_000_000, 3_000_000)
    expect(wal(limited)).toBe(1_000_000_000)
    expect(wal({ ...limited, walLimitBytes: null })).toBeGreaterThan(1_000_000_000)
  })

  it('takes an empty database for little work', () => {
    expect(estimateRun(input(0, 0)).seconds).toBeLessThan(5)
  })
})

describe.each(['g8', 'g21'] as const)('the estimate of room for %s', (generation) => {
  it('is about what new tables, row versions and indexes come to', async () => {
    const database = await createLegacyDatabase({ generation, deals: 2_000, defects: 'light' })
    try {
      const planned = await planRun(database.sql, {})
      if (planned.kind === 'target') throw new Error('this is no legacy database')
      const parts = planned.plan.estimate.disk.serverParts
      const expected = parts
        .filter(({ name }) =>
          ['new tables', 'new versions of updated rows', 'indexes'].includes(name),
        )
        .reduce((sum, { bytes }) => sum + bytes, 0)
      const before = await bytesOf(database.sql)
      const run = await stepwise(database.url)
      for (const phase of run.phases) await run.apply(phase)
      await run.close()
      const grown = (await bytesOf(database.sql)) - before
      expect(expected / grown).toBeGreaterThan(0.6)
      expect(expected / grown).toBeLessThan(1.6)
      const { tables } = planned.plan.estimate.measured
      const [deals] = await database.sql`select pg_relation_size('public.opportunities') as bytes`
      expect(tables['deals']?.heapBytes).toBeLessThanOrEqual(Number(deals?.['bytes']))
    } finally {
      await database.drop()
    }
  })

  it('counts the links and participants that phase 1.3 will write', async () => {
    const database = await createLegacyDatabase({ generation, deals: 400, defects: 'none' })
    try {
      const planned = await planRun(database.sql, {})
      if (planned.kind === 'target') throw new Error('this is no legacy database')
      const work = planned.plan.phases
        .flatMap((phase) => phase.steps)
        .find((step) => step.name === 'participants')?.work
      const run = await stepwise(database.url)
      for (const phase of run.phases.slice(0, 3)) await run.apply(phase)
      await run.close()
      const [written] = await database.sql<{ links: number; participants: number }[]>`
        select (select count(*) from public.opportunity_contacts)::float8 as links,
          (select count(*) from public.opportunity_participants)::float8 as participants`
      expect(work?.map((table) => table.written)).toEqual([written?.links, written?.participants])
    } finally {
      await database.drop()
    }
  })
})

async function bytesOf(sql: Parameters<typeof planRun>[0]): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select sum(pg_total_relation_size(c.oid))::float8 as bytes
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`
  return row?.bytes ?? 0
}
