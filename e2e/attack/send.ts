import { Agent, request as send } from 'node:http'
import type { HostileRequest } from './hostile-requests.ts'

export interface RawAnswer {
  readonly status: number
  readonly text: string
  readonly ms: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 600 })

/** Sends a request as it is: `fetch` would put paths in order first. Status 0: the server hung up. */
export function sendRaw(
  base: string,
  { method, path, headers = {}, body }: HostileRequest,
  own: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(base)
  const started = performance.now()
  return new Promise((resolve) => {
    const done = (status: number, text: string): void =>
      resolve({ status, text, ms: performance.now() - started })
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = send(
      { agent, hostname, port, method, path, headers: { ...headers, ...length, ...own } },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => done(answer.statusCode ?? 0, Buffer.concat(parts).toString()))
        answer.on('error', () => done(0, 'cut off'))
      },
    )
    asked.on('error', (error) => {
      // A connection that was kept may have been closed as we wrote: HTTP says to send again.
      if (!asked.reusedSocket) done(0, String(error))
      else
        void sendRaw(
          base,
          { method, path, headers, ...(body === undefined ? {} : { body }) },
          own,
        ).then(resolve)
    })
    asked.end(body)
  })
}
