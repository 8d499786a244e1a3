import { startPostgres } from './start-postgres.ts'

/**
 * A process of its own for the tests: starts the server on a folder, tells about it on one line, then stays,
 * ends, or ends after a stop, as its second argument says.
 */
const [dataDir = '', then = 'stay'] = process.argv.slice(2)
const postgres = await startPostgres({ dataDir })
const { pid, port, isAttached } = postgres
process.stdout.write(`${JSON.stringify({ pid, port, isAttached, url: postgres.superuserUrl })}\n`)
if (then === 'stay') setInterval(() => undefined, 1000)
if (then === 'stop') await postgres.stop()
