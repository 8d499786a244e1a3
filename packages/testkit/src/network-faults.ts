import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A network between a client and PostgreSQL that is slow, breaks, or says nothing more. */
export interface NetworkProxy {
  /** The given URL, by way of the proxy. */
  readonly url: string
  /** Bytes that went through, both ways. */
  passed(): number
  /** Breaks every connection that is open; new ones are let through. */
  cut(): void
  /** From now on every open connection swallows what it is sent, and stays open. New ones do so too. */
  swallow(): void
  stop(): Promise<void>
}

export interface NetworkFaults {
  /** Of each direction. */
  readonly latencyMs?: number
  /** Of each direction of each connection. */
  readonly bytesPerSecond?: number
  /** Cuts every connection once that many bytes went through. */
  readonly cutAfterBytes?: number
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

/** What may wait in one direction before its sender is paused. */
const MOST_WAITING_BYTES = 262_144

/** Starts a proxy on a free port of this machine. */
export async function startNetworkProxy(
  target: string,
  faults: NetworkFaults = {},
): Promise<NetworkProxy> {
  const { hostname, port } = new URL(target)
  const pairs = new Set<Pair>()
  let passed = 0
  let isSilent = false
  let cutAt = faults.cutAfterBytes ?? Number.POSITIVE_INFINITY

  const cut = () => {
    for (const { client, server } of pairs) {
      client.destroy()
      server.destroy()
    }
    pairs.clear()
  }
  const onBytes = (bytes: number): boolean => {
    if (isSilent) return false
    passed += bytes
    if (passed < cutAt) return true
    cutAt = Number.POSITIVE_INFINITY
    cut()
    return false
  }

  const listener = createServer((client) => {
    const server = connect(Number(port), hostname)
    const pair = { client, server }
    pairs.add(pair)
    pump(client, server, faults, onBytes)
    pump(server, client, faults, onBytes)
    for (const socket of [client, server]) {
      // Either end may break at any time: that is what this is for.
      socket.on('error', () => {})
      socket.on('close', () => {
        if (isSilent) return
        client.destroy()
        server.destroy()
        pairs.delete(pair)
      })
    }
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' ? address?.port : '')

  return {
    url: url.toString(),
    passed: () => passed,
    cut,
    swallow: () => {
      isSilent = true
    },
    stop: async () => {
      isSilent = false
      cut()
      listener.close()
      await once(listener, 'close')
    },
  }
}

/** One direction, in order, late and slow as asked. */
function pump(
  from: Socket,
  to: Socket,
  { latencyMs = 0, bytesPerSecond = Number.POSITIVE_INFINITY }: NetworkFaults,
  onBytes: (bytes: number) => boolean,
): void {
  let freeAt = 0
  let waiting = 0
  let last: Promise<void> = Promise.resolve()
  // One after the other: two timers may fire in another order than they were set in.
  const inTurn = (at: number, work: () => void) => {
    last = last.then(async () => {
      const waitMs = at - performance.now()
      if (waitMs > 0) await sleep(waitMs)
      work()
    })
  }
  from.on('data', (piece: Buffer) => {
    waiting += piece.length
    if (waiting >= MOST_WAITING_BYTES) from.pause()
    freeAt = Math.max(freeAt, performance.now()) + (1_000 * piece.length) / bytesPerSecond
    inTurn(freeAt + latencyMs, () => {
      waiting -= piece.length
      if (waiting < MOST_WAITING_BYTES) from.resume()
      if (onBytes(piece.length) && !to.destroyed) to.write(piece)
    })
  })
  from.on('end', () => inTurn(0, () => to.end()))
}
