import { pipeline, Readable, Transform, type Writable } from 'node:stream'
import { pipeline as pipelineOf } from 'node:stream/promises'
import type { Sql } from './connect.ts'

/**
 * Streams lines of COPY text format into a table. `statement` is a whole `copy … from stdin`.
 * @throws what the server says of any of them
 */
export async function copyIn(
  sql: Sql,
  statement: string,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  await copyFrom(sql, statement, Readable.from(chunksOf(lines), { objectMode: false }))
}

const CHUNK_LENGTH = 65_536

async function* chunksOf(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = ''
  for await (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK_LENGTH) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

/**
 * Streams the text of COPY into a table. `statement` is a whole `copy … from stdin`.
 * @throws what the server says, also when it says it after the last piece: the driver forgets to tell then
 */
export async function copyFrom(sql: Sql, statement: string, rows: Readable): Promise<void> {
  const query = sql.unsafe(statement)
  const refused = new Promise<never>((_resolve, reject) => {
    // The driver calls it with the server's error, long after the query resolved to a stream. It is in no type.
    const pending = query as unknown as { reject(error: unknown): void }
    const tell = pending.reject
    pending.reject = (error) => {
      reject(error)
      tell(error)
    }
  })
  refused.catch(() => undefined)
  const sink = (await query.writable()) as Writable
  await Promise.race([pipelineOf(rows, sink), refused])
}

/** Streams the bytes of a `copy … to stdout`, in pieces of some size. */
export async function copyOut(sql: Sql, statement: string): Promise<Readable> {
  const stream = (await sql.unsafe(statement).readable()) as Readable
  // The driver pauses its socket when a reader is slow, and forgets to go on when the last piece was such a one;
  // reading once more behind the end wakes it.
  stream.once('end', () => stream._read(0))
  const gathered = gather()
  // An error of either ends both; whoever reads `gathered` is told.
  pipeline(stream, gathered, () => {})
  return gathered
}

const PIECE_BYTES = 65_536

/**
 * Makes large pieces of small ones. The server sends a piece a row, and a compressor that gets them one by one spends more
 * on being called than on compressing: 100,000 deals took 19 s instead of 4 s.
 */
function gather(): Transform {
  let pieces: Buffer[] = []
  let size = 0
  const take = () => {
    const piece = Buffer.concat(pieces)
    pieces = []
    size = 0
    return piece
  }
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      pieces.push(piece)
      size += piece.length
      if (size < PIECE_BYTES) done()
      else done(null, take())
    },
    flush(done) {
      if (size === 0) done()
      else done(null, take())
    },
  })
}
