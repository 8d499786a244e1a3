import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { codeOf, StackError } from '../errors.ts'
import type { Handler } from './gate.ts'
import { refuseUnread } from './refuse-unread.ts'

/** Of all headers and the address together. Long filters come in the address, whose own limit is below this. */
const MAX_HEADER_BYTES = 96 * 1024
const LOOK_EVERY_MS = 50

/** A port that is held from the start; requests wait until there is something to answer them. */
export interface FrontDoor {
  readonly port: number
  readonly server: Server
  open(handler: Handler): void
  /** Takes no new connection; what is not answered after this time is cut off. */
  close(graceMs: number): Promise<void>
}

/**
 * Takes a port. Taken first, so that the address is known before what needs to know it is built, and no other
 * program can take it in between.
 *
 * @param wanted this port and no other; undefined for the preferred one, or a free one when that is taken
 * @throws StackError `port-in-use`
 */
export async function openDoor(
  host: string,
  wanted: number | undefined,
  preferred: number,
): Promise<FrontDoor> {
  const { promise: opened, resolve: open } = whenOpened()
  const server = createAdaptorServer({
    // Without TLS options it speaks HTTP/1 only.
    fetch: async (request, env) => (await opened)(request, env as HttpBindings),
    serverOptions: { maxHeaderSize: MAX_HEADER_BYTES },
  }) as Server // without TLS options it is one
  refuseUnread(server)
  const isUp =
    (await listen(server, host, wanted ?? preferred)) ||
    (wanted === undefined && (await listen(server, host, 0)))
  if (!isUp) {
    throw new StackError('port-in-use', `Port ${wanted} of ${host} is taken by another program.`, {
      hint: 'End that program, or choose another port.',
    })
  }
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  return { port, server, open, close: (graceMs) => close(server, graceMs) }
}

function whenOpened(): { promise: Promise<Handler>; resolve: (handler: Handler) => void } {
  let resolve: (handler: Handler) => void = () => undefined
  const promise = new Promise<Handler>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

async function listen(server: Server, host: string, port: number): Promise<boolean> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
    return true
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return false
    throw error
  }
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection that is kept alive is idle once its answer is out.
  const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS)
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(look)
  clearTimeout(cut)
}
