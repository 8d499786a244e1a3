import { appendFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'
import { connect } from '@valence/migrate'
import { runMigration } from '../engine/run-migration.ts'
import { runRollback } from '../engine/run-rollback.ts'
import { testOptions } from '../engine/stepwise.fixture.ts'

export interface Case {
  name: string
  gen?: 'g8' | 'g21'
  setup: string
  superSetup?: string
  probes?: readonly (readonly [string, string])[]
  during?: string
  asSuper?: boolean
  stageMap?: Record<string, any>
  cleanup?: string
}
const OUT = process.env['REVIEW_OUT'] ?? '/tmp/valence-review.log'
export const say = (line: string) => appendFileSync(OUT, `${line}\n`)

export async function probe(db: TestDatabase, role: string, sql: string, users: string[]): Promise<string> {
  class Undo extends Error {}
  let out = ''
  try {
    const work = async (tx: any) => {
      const rows = await tx.unsafe(sql)
      out = JSON.stringify(rows.count !== undefined && rows.length === 0 ? { count: rows.count } : [...rows]).slice(0, 4000)
      throw new Undo()
    }
    if (role === 'owner') await db.sql.begin(work)
    else if (role.startsWith('role:')) await db.sql.begin(async (tx) => { await tx.unsafe(`set local role "${role.slice(5)}"`); await work(tx) })
    else if (role === 'admin') await db.asUser(users[0] ?? '', work)
    else if (role === 'user') await db.asUser(users[1] ?? '', work)
    else await db.asUser(role, work)
  } catch (e: any) {
    if (!(e instanceof Undo)) out = `ERR ${e.code} ${e.message}`
  }
  return out
}

export function diff(a: string, b: string): string {
  const A = new Set(a.split('\n')), B = new Set(b.split('\n'))
  const lines = [...[...A].filter((l) => !B.has(l)).map((l) => `   - ${l}`), ...[...B].filter((l) => !A.has(l)).map((l) => `   + ${l}`)]
  return lines.slice(0, 12).map((l) => l.slice(0, 300)).join('\n')
}

export async function runCase(c: Case): Promise<void> {
  const db = await createLegacyDatabase({ generation: c.gen ?? 'g21' })
  const folder = await mkdtemp(path.join(tmpdir(), 'valence-rev-'))
  const log: string[] = [`## ${c.name} [${c.gen ?? 'g21'}]`]
  try {
    if (c.superSetup) { const s = connect(db.superuserUrl, { max: 1 }); await s.unsafe(c.superSetup); await s.end() }
    try { await db.sql.unsafe(c.setup) } catch (e: any) { log.push(`SETUP FAILED ${e.message}`); return }
    const users = (await db.sql`select s.user_id as id from public.sales as s order by s.administrator desc, s.id limit 2`).map((r: any) => r.id)
    const all = async () => { const r: string[] = []; for (const [who, q] of c.probes ?? []) r.push(`${who} | ${q} => ${await probe(db, who, q, users)}`); return r.join('\n') }
    const p0 = await all()
    const d0 = await schemaDump(db.url, { excludeSchemas: ['valence_migration'] })
    const g0 = JSON.stringify(await dataDigest(db.sql), null, 1)
    const url = c.asSuper ? db.superuserUrl : db.url
    let ok = true
    try {
      await runMigration(testOptions(url, { backupFolder: folder, lockAttempts: 5, stageMap: c.stageMap ?? {} }), async () => true, () => {})
      log.push('migrate: ok')
    } catch (e: any) {
      ok = false
      const [w] = await db.sql`select to_regclass('valence_migration.runs') is not null as wrote, to_regclass('public.opportunities') is not null as renamed`
      log.push(`migrate: FAILED ${e.code} ${e.message} | object ${e.object} | wrote=${w?.['wrote']} renamed=${w?.['renamed']}`)
    }
    const p1 = await all()
    if (p1 !== p0) log.push(`PROBES DIFFER ${ok ? 'after migration' : 'in the failed state'}\n${diff(p0, p1)}`)
    if (c.during) { try { await db.sql.unsafe(c.during); log.push('during ok') } catch (e: any) { log.push(`during FAILED ${e.message}`) } }
    const [w] = await db.sql`select to_regclass('valence_migration.runs') is not null as wrote`
    if (w?.['wrote']) {
      try {
        await runRollback(testOptions(url, { lockAttempts: 5 }), async () => true, () => {})
        log.push('rollback: ok')
      } catch (e: any) { log.push(`rollback: FAILED ${e.code} ${e.message} | ${e.cause?.detail ?? ''}`) }
    }
    const d1 = await schemaDump(db.url, { excludeSchemas: ['valence_migration'] })
    if (d1 !== d0) log.push(`SCHEMA DIFFERS after rollback\n${diff(d0, d1)}`)
    if (!c.during) {
      const g1 = JSON.stringify(await dataDigest(db.sql), null, 1)
      if (g1 !== g0) log.push(`ROWS DIFFER after rollback\n${diff(g0, g1)}`)
      const p2 = await all()
      if (p2 !== p0) log.push(`PROBES DIFFER after rollback\n${diff(p0, p2)}`)
    }
  } catch (e: any) { log.push(`HARNESS ${e.stack}`) } finally {
    say(log.join('\n'))
    if (c.cleanup) { try { const s = connect(db.superuserUrl, { max: 1 }); await s.unsafe(c.cleanup); await s.end() } catch (e: any) { say(`cleanup: ${e.message}`) } }
    await db.drop(); await rm(folder, { recursive: true, force: true })
  }
}
