import net from 'node:net'

/** What the driver says of where it wants to go: the first host is the only one, because `connect` takes no other. */
interface Destination {
  readonly host: readonly string[]
  readonly port: readonly number[]
  /** Of a socket in the file system, else false. */
  readonly path: string | false
}

/**
 * The connection that the driver talks through, begun and not yet open: what it writes waits. Without Nagle's delay, which
 * makes the end of every COPY wait 40 ms for word that its rows came; a driver that opens its own cannot be told so.
 */
export function openSocket({ host: [host], port: [port], path }: Destination): net.Socket {
  if (path !== false) return net.connect({ path })
  const socket = net.connect({ host: host ?? '', port: port ?? 0, noDelay: true })
  // The driver reads them for its messages, and for the name that a certificate must have.
  return Object.assign(socket, { host, port })
}
