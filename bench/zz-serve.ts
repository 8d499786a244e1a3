import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, copyIn, createTargetSchema } from '@valence/migrate'
import { loadTarget } from '@valence/sample-data'
import { openStack, startServer } from '@valence/server'
const n = Number(process.argv[2] ?? 300)
const home = await mkdtemp(path.join(tmpdir(), 'valence-zzshell-'))
const stack = await openStack({ home })
const db = connect(stack.databaseUrl, { max: 1 })
await createTargetSchema(db)
await db.begin((tx) => loadTarget({ run: (s) => tx.unsafe(s), copy: (s, l) => copyIn(tx, s, l) }, { opportunities: n }))
await db.unsafe('analyze')
await db.end()
const server = await startServer({ databaseUrl: stack.apiUrl, publicDir: path.resolve('packages/crm/dist'), home, port: 0 })
console.log(JSON.stringify({ url: server.url, home, db: stack.databaseUrl, pid: process.pid }))
process.on('SIGTERM', async () => { await server.stop(); await stack.stop(); process.exit(0) })
