import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a tool and its server, and counts what the tool says. */
export interface CountingProxy {
  /** The server's URL by way of the proxy. */
  readonly url: string
  /** Messages that the clients sent so far, over all connections. */
  readonly messages: number
  /** Cuts all connections and takes none any more: to the server the tool is dead. */
  cut(): void
  close(): Promise<void>
}

export interface CountingProxyOptions {
  /** Called once, when the client sends the message with number `at` (from 1). That message waits for the end of `act`. */
  readonly at?: number
  readonly act?: (proxy: CountingProxy) => void | Promise<void>
}

/**
 * A proxy on 127.0.0.1 that knows just enough of PostgreSQL's protocol to count the messages of the clients, so that a
 * test can strike at a place which does not depend on time.
 * @param serverUrl without TLS: what is encrypted cannot be counted
 */
export async function startCountingProxy(
  serverUrl: string,
  { at, act = () => {} }: CountingProxyOptions = {},
): Promise<CountingProxy> {
  const target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let messages = 0
  let isCut = false

  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port) })
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      // Small messages that wait for one another took 40 ms each.
      socket.setNoDelay(true)
      // A broken connection is what this is for; the other side is told by the end of its own.
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    upstream.pipe(client)
    void forward(client, upstream, async () => {
      messages += 1
      if (messages === at) await act(proxy)
      return !isCut
    })
  })

  const url = new URL(serverUrl)
  const proxy: CountingProxy = {
    get url() {
      return url.href
    },
    get messages() {
      return messages
    },
    cut: () => {
      isCut = true
      // Refused, not taken and closed: the driver tries for ever where a server closes before it has said anything.
      server.close()
      for (const socket of sockets) socket.destroy()
    },
    close: async () => {
      const closed = once(server, 'close')
      const isOpen = server.listening
      proxy.cut()
      if (isOpen) await closed
    },
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port) // it listens on TCP, so it is one
  return proxy
}

/** Hands on one message after the other, each after `onMessage` has allowed it. */
async function forward(from: Socket, to: Socket, onMessage: () => Promise<boolean>): Promise<void> {
  const split = splitMessages()
  try {
    for await (const piece of from) {
      for (const message of split(piece as Buffer)) {
        if (!(await onMessage())) return
        to.write(message)
      }
    }
    to.end()
  } catch {
    // The connection broke: the events of the sockets clean up.
  }
}

/** Of protocol 3: both begin a connection and are answered with one byte, and another beginning follows. */
const ENCRYPTION_REQUESTS = [80_877_103, 80_877_104]

/** Puts the pieces of a stream together and gives whole messages: the first ones without a type, the others with one. */
export function splitMessages(): (piece: Buffer) => readonly Buffer[] {
  let rest: Buffer = Buffer.alloc(0)
  let isStarted = false
  return (piece) => {
    rest = Buffer.concat([rest, piece])
    const messages: Buffer[] = []
    for (let length = lengthOf(rest, isStarted); rest.length >= length; ) {
      const message = rest.subarray(0, length)
      isStarted ||= !ENCRYPTION_REQUESTS.includes(message.readInt32BE(4))
      messages.push(message)
      rest = rest.subarray(length)
      length = lengthOf(rest, isStarted)
    }
    return messages
  }
}

/** Bytes of the message that begins here, with its type where it has one; no end while its length is not there. */
function lengthOf(bytes: Buffer, hasType: boolean): number {
  const typeBytes = hasType ? 1 : 0
  return bytes.length < typeBytes + 4
    ? Number.POSITIVE_INFINITY
    : typeBytes + bytes.readInt32BE(typeBytes)
}
