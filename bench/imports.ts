/**
 * Measures an import through the API, as the CRM sends it: parts of 250 rows, each with a contact, an organization and, in every
 * third, an opportunity. First dry, then in earnest, then the same file again, then taken back.
 *
 *     node --import tsx bench/imports.ts --rows 10000 --opportunities 110000 --contacts 100000
 *
 * Prints seconds, also of the server's processor, which other work on the machine changes less, and how many records were new. The
 * budget of 10,000 rows is 60 seconds.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '@valence/db'
import { demoUsers } from '@valence/sample-data'
import { openStack, startServer } from '@valence/server'
import { loadPeople } from './parts/load-people.ts'
import { processorOfSessions } from './parts/processor.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    /** Of the sample that is there already; it has about five contacts to each. */
    opportunities: { type: 'string', default: '2000' },
    /** Added until there are as many as that, at most twice as many as the sample has. */
    contacts: { type: 'string', default: '0' },
  },
})
const BATCH_SIZE = 250

const home = await mkdtemp(path.join(tmpdir(), 'valence-bench-imports-'))
const stack = await openStack({ home })
const db = connect(stack.databaseUrl, { max: 1 })
try {
  const there = await loadPeople(db, {
    opportunities: Number(values.opportunities),
    contacts: Number(values.contacts),
  })
  print(`${there.contacts} contacts and ${there.organizations} organizations are there already`)
  const server = await startServer({
    databaseUrl: stack.apiUrl,
    publicDir: path.join(home, 'none'),
    home,
    port: 0,
  })
  try {
    const call = await signIn(server.url, server.publishableKey)
    const rows = sampleRows(Number(values.rows))
    await timed('dry run', () => sendAll(call, rows, null))
    const runId = await startRun(call)
    await timed('import', () => sendAll(call, rows, runId))
    const again = await startRun(call)
    await timed('the same file again', () => sendAll(call, rows, again))
    await timed('taking back', () => undoAll(call, runId))
  } finally {
    await server.stop()
  }
} finally {
  await db.end({ timeout: 5 })
  await stack.stop()
  await rm(home, { recursive: true, force: true })
}

type Call = (name: string, args: Record<string, unknown>) => Promise<unknown>

/** Signs in as the first user of the sample. */
async function signIn(url: string, apikey: string): Promise<Call> {
  const [user] = demoUsers
  const headers = { apikey, 'content-type': 'application/json' }
  const response = await fetch(`${url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email: user?.email, password: user?.password }),
  })
  const { access_token: token } = (await response.json()) as { access_token: string }
  return async (name, args) => {
    const answer = await fetch(`${url}/rest/v1/rpc/${name}`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${JSON.stringify(body)}`)
    return body
  }
}

/** Five people to an organization. */
function sampleRows(count: number): readonly object[] {
  return Array.from({ length: count }, (_, place) => ({
    line: place + 2,
    organization: {
      name: `Imported Works ${Math.floor(place / 5)}`,
      city: 'Leeds',
      website: `https://works-${Math.floor(place / 5)}.example`,
    },
    contact: {
      first_name: `First ${place}`,
      last_name: `Last ${place}`,
      title: 'Buyer',
      email_jsonb: [{ email: `person-${place}@works.example`, type: 'Work' }],
      phone_jsonb: [{ number: `+44 20 ${place}`, type: 'Work' }],
      tags: ['imported'],
    },
    ...(place % 3 === 0
      ? { opportunity: { name: `Order ${place}`, stage: 'proposal', amount: place } }
      : {}),
  }))
}

async function startRun(call: Call): Promise<number> {
  const args = { file_name: 'bench.csv', signature: '1-bench', mapping: {}, total_rows: 1 }
  return Number(await call('start_import_run', args))
}

async function sendAll(call: Call, rows: readonly object[], runId: number | null): Promise<string> {
  const counts: Record<string, number> = {}
  for (let start = 0; start < rows.length; start += BATCH_SIZE) {
    const batch = rows.slice(start, start + BATCH_SIZE)
    const results = (await call('import_rows', { batch, run_id: runId })) as { outcome: string }[]
    for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  return JSON.stringify(counts)
}

async function undoAll(call: Call, runId: number): Promise<string> {
  const sums = { undone: 0, kept: 0 }
  for (;;) {
    const part = (await call('undo_import_run', { run_id: runId })) as typeof sums & {
      remaining: number
    }
    sums.undone += part.undone
    sums.kept += part.kept
    if (part.remaining === 0) return JSON.stringify(sums)
  }
}

async function timed(name: string, work: () => Promise<string>): Promise<void> {
  const [startedAt, before] = [performance.now(), await processorOfSessions(db)]
  const what = await work()
  const seconds = (performance.now() - startedAt) / 1000
  let used = 0
  for (const [pid, ms] of await processorOfSessions(db)) used += ms - (before.get(pid) ?? 0)
  print(`${name}: ${seconds.toFixed(1)} s, of the processor ${(used / 1000).toFixed(1)} s, ${what}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
