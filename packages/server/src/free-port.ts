import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { codeOf } from './errors.ts'

/** A port of 127.0.0.1 that is free now: the preferred one if possible. Another program may still be faster. */
export async function freePort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred
}

async function tryPort(port: number): Promise<number | null> {
  const server = createServer()
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(server, 'listening')
    return (server.address() as AddressInfo).port // a TCP server that listens has such an address
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES') return null
    throw error
  } finally {
    server.close()
  }
}
