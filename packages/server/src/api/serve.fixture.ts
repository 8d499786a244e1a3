import { startServer } from './start-server.ts'

/** A server in a process of its own, for tests of what ends one. Tells its address and key on one line. */
const [databaseUrl = '', home = ''] = process.argv.slice(2)
const { url, publishableKey } = await startServer({ databaseUrl, home, publicDir: home })
process.stdout.write(`${JSON.stringify({ url, publishableKey })}\n`)
