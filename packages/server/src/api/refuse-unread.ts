import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { codeOf } from '../errors.ts'

/** What is refused before it is a request, by the parser's word for it. */
const REFUSALS: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'Address and headers together are too long. Ask for less at once.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not come to its end in time.'],
}
const UNREADABLE = ['400 Bad Request', 'This is no HTTP request that can be read.'] as const

/** Answers in words what cannot be read as a request; Node has only a status for it. */
export function refuseUnread(server: Server): void {
  server.on('clientError', (error, socket: Duplex) => {
    if (codeOf(error) === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const [status, message] = REFUSALS[codeOf(error) ?? ''] ?? UNREADABLE
    const body = JSON.stringify({ code: Number(status.slice(0, 3)), message })
    const headers = [
      `HTTP/1.1 ${status}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ]
    socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
  })
}
