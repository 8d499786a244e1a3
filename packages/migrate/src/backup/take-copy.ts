import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { copyOut, ident, qualified, type Transaction } from '@valence/db'
import { readTables, type StoredTable } from '../sql/catalog/legacy-tables.ts'
import { type BackedUpFile, type CopyManifest, storedColumns } from './manifest.ts'
import { readSequences } from './read-contents.ts'
import { type Snapshot, summedUp } from './snapshot.ts'

type CopyContent = Pick<CopyManifest, 'format' | 'tables' | 'sequences'>

/** Our own snapshot: the rows of every table of `public`, a compressed file each. Definitions are not part of it. */
export async function takeCopy({ tx, folder, options }: Snapshot): Promise<CopyContent> {
  const tables: CopyManifest['tables'] = []
  for (const target of await readTables(tx)) {
    const summed = await summedUp(tx, target)
    const table = { ...summed, ...(await copyTable(tx, folder, target)) }
    tables.push(table)
    options.onTable?.(table)
  }
  return {
    format: 'valence-copy-1',
    tables,
    sequences: [...(await readSequences(tx, ['public']))],
  }
}

async function copyTable(
  tx: Transaction,
  folder: string,
  target: StoredTable,
): Promise<BackedUpFile> {
  const file = `${encodeURIComponent(`${target.schema}.${target.name}`)}.copy.gz`
  const columns = storedColumns(target).map((column) => `t.${ident(column)}`)
  const place = path.join(folder, file)
  const source = await copyOut(
    tx,
    `copy (select ${columns.join(', ')} from only ${qualified(target.schema, target.name)} as t) to stdout`,
  )
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(
    source,
    createGzip({ level: 1 }),
    measure,
    createWriteStream(place, { flags: 'wx', mode: 0o600 }),
  )
  await flush(place)
  return { file, bytes, sha256: hash.digest('hex') }
}

/** A backup that lies in the memory of this machine only is none. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
