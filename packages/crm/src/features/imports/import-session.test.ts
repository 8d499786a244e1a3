import { describe, expect, it } from 'vitest'
import type { CrmDataProvider, ImportRow } from '../../providers/types.ts'
import { createImportSession, type ImportTools } from './import-session.ts'
import type { ImportKeeper, KeptImport, KeptProgress } from './kept-import.ts'

/** A server that takes every row, but for the calls that fail. */
function serverWith(fail: (call: number) => string | null) {
  const sent: { runId: number | null; lines: number[] }[] = []
  let calls = 0
  const dataProvider = {
    getImportChoices: async () => null,
    startImport: async () => 7,
    importRows: async (rows: readonly ImportRow[], runId: number | null) => {
      calls += 1
      const failure = fail(calls)
      if (failure) throw new Error(failure)
      sent.push({ runId, lines: rows.map(({ line }) => line) })
      return rows.map(({ line }) => ({ line, outcome: 'unchanged' as const, records: [] }))
    },
  }
  // Of the provider, what an import asks.
  const tools = { dataProvider: dataProvider as unknown as CrmDataProvider }
  const rest: Omit<ImportTools, 'dataProvider'> = {
    choices: () => [],
    usualDayOrder: 'day_first',
    owners: [],
    user: '1',
  }
  return { sent, tools: { ...tools, ...rest } }
}

const file = (rows: number) =>
  new File([`Company\n${Array.from({ length: rows }, (_, n) => `Works ${n}`).join('\n')}`], 'a.csv')

describe('an import', () => {
  it('checks and writes all rows in parts, each once', async () => {
    const { sent, tools } = serverWith(() => null)
    const session = createImportSession()
    await session.choose(file(600), tools)
    await session.check(tools)
    await session.run(tools)
    expect(session.state()).toMatchObject({ kind: 'done', runId: 7, failure: null })
    const written = sent.filter(({ runId }) => runId === 7)
    expect(written.map(({ lines }) => lines.length)).toEqual([250, 250, 100])
    expect(new Set(written.flatMap(({ lines }) => lines)).size).toBe(600)
    expect(sent.filter(({ runId }) => runId === null)).toHaveLength(3)
  })

  it('tries a part again that failed for the moment, later each time', async () => {
    const { sent, tools } = serverWith((call) => (call < 3 ? 'crm.error.busy' : null))
    const waits: number[] = []
    const session = createImportSession({
      wait: async (ms) => {
        waits.push(ms)
      },
    })
    await session.choose(file(1), tools)
    await session.check(tools)
    expect(session.state().kind).toBe('checked')
    expect([waits, sent.length]).toEqual([[1_000, 3_000], 1])
  })

  it('says what stopped it, and how far it came', async () => {
    const { tools } = serverWith((call) => (call === 5 ? 'crm.error.forbidden' : null))
    const session = createImportSession()
    await session.choose(file(600), tools)
    await session.check(tools)
    await session.run(tools)
    expect(session.state()).toMatchObject({
      kind: 'done',
      failure: 'crm.error.forbidden',
      report: { done: 250, total: 600 },
    })
  })

  it('can be stopped after the part that is being written', async () => {
    const { sent, tools } = serverWith((call) => {
      if (call === 4) session.stop()
      return null
    })
    const session = createImportSession()
    await session.choose(file(600), tools)
    await session.check(tools)
    await session.run(tools)
    expect(session.state()).toMatchObject({ kind: 'done', failure: 'crm.import.stopped' })
    expect(sent.filter(({ runId }) => runId === 7)).toHaveLength(1)
  })

  it('sends rows that were put right alone: to be checked before the import, to be written after it', async () => {
    const { sent, tools } = serverWith(() => null)
    const session = createImportSession()
    const text = 'Deal name,Amount\nOne,1\nTwo,lots\nThree,many\n'
    await session.choose(new File([text], 'a.csv'), tools)
    await session.check(tools)
    expect(session.state()).toMatchObject({ report: { rows: { unchanged: 1, failed: 2 } } })
    session.correct(3, ['Two', '2'])
    await session.resend(tools)
    expect(session.state()).toMatchObject({
      kind: 'checked',
      draft: { corrected: new Set() },
      report: { total: 3, done: 3, rows: { unchanged: 2, failed: 1 }, errors: [{ line: 4 }] },
    })
    await session.run(tools)
    session.correct(4, ['Three', 'few'])
    await session.resend(tools)
    session.correct(4, ['Three', '3'])
    await session.resend(tools)
    expect(session.state()).toMatchObject({
      kind: 'done',
      report: { total: 3, done: 3, rows: { unchanged: 3, failed: 0 }, errors: [] },
    })
    expect(sent.map(({ runId, lines }) => [runId, lines])).toEqual([
      [null, [2]],
      [null, [3]],
      [7, [2, 3]],
      [7, [4]],
    ])
  })

  it('keeps rows that were put right until they were sent', async () => {
    const { tools } = serverWith((call) => (call === 3 ? 'crm.error.forbidden' : null))
    const session = createImportSession()
    await session.choose(new File(['Deal name,Amount\nOne,1\nTwo,lots\n'], 'a.csv'), tools)
    await session.check(tools)
    await session.run(tools)
    session.correct(3, ['Two', '2'])
    await session.resend(tools)
    expect(session.state()).toMatchObject({
      kind: 'done',
      failure: 'crm.error.forbidden',
      draft: { corrected: new Set([3]) },
      report: { rows: { failed: 1 } },
    })
    await session.resend(tools)
    expect(session.state()).toMatchObject({ failure: null, report: { rows: { failed: 0 } } })
  })

  it('lets a field be filled by one column', async () => {
    const { tools } = serverWith(() => null)
    const session = createImportSession()
    await session.choose(new File(['Company,Firma\nA,B\n'], 'a.csv'), tools)
    session.map('Firma', 'organization.name', tools)
    expect(session.state()).toMatchObject({
      draft: { mapping: { Company: '', Firma: 'organization.name' } },
    })
  })

  it('goes on in another window where it was broken off, with nothing sent twice', async () => {
    const kept: { draft: KeptImport | null; progress: KeptProgress | null } = {
      draft: null,
      progress: null,
    }
    const keeper: ImportKeeper = {
      begin: async (draft) => {
        kept.draft = draft
      },
      advance: async (progress) => {
        kept.progress = progress
      },
      find: async () => (kept.draft && kept.progress ? { ...kept.draft, ...kept.progress } : null),
      end: async () => {
        kept.draft = null
      },
    }
    const { sent, tools } = serverWith((call) => (call === 5 ? 'crm.error.forbidden' : null))
    const first = createImportSession({ keeper })
    await first.choose(file(600), tools)
    await first.check(tools)
    await first.run(tools)
    expect(first.state()).toMatchObject({ kind: 'done', report: { done: 250 } })

    const found = await keeper.find('1')
    const second = createImportSession({ keeper })
    if (found) await second.resume(found, tools)
    expect(second.state()).toMatchObject({ kind: 'done', failure: null, report: { done: 600 } })
    const lines = sent.filter(({ runId }) => runId === 7).flatMap((part) => part.lines)
    expect([lines.length, new Set(lines).size]).toEqual([600, 600])
    expect(await keeper.find('1')).toBe(null)
  })
})
