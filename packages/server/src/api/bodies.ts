/** The body is larger than it may be. */
export class BodyTooLarge extends Error {
  readonly maxBytes: number
  constructor(maxBytes: number) {
    super(`The body is larger than ${maxBytes} bytes.`)
    this.maxBytes = maxBytes
  }
}

/** All bodies that are held at this moment are more than the server has room for. */
export class NoRoom extends Error {}

/** Bodies that are held at once, of everybody together. */
const ROOM = 256 * 1024 * 1024

let held = 0

/** A request that has come whole. */
export interface WholeRequest {
  readonly request: Request
  /** Its body as text; empty where it has none. */
  text(): string
  /** Lets go of the room that its body takes. */
  release(): void
}

/**
 * Waits until a request has come whole. Whoever sends slowly then holds nothing but their own socket: no connection of the
 * database, and no more room than what has arrived.
 *
 * @throws BodyTooLarge, NoRoom
 */
export async function wholeRequest(request: Request, maxBytes: number): Promise<WholeRequest> {
  if (request.body === null) return { request, text: () => '', release: () => undefined }
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes)
    throw new BodyTooLarge(maxBytes)
  const parts: Uint8Array[] = []
  let size = 0
  const release = (): void => {
    held -= size
    size = 0
  }
  try {
    for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
      if (size + part.byteLength > maxBytes) throw new BodyTooLarge(maxBytes)
      if (held + part.byteLength > ROOM) throw new NoRoom('No room for one more body.')
      held += part.byteLength
      size += part.byteLength
      parts.push(part)
    }
  } catch (error) {
    release()
    throw error
  }
  const { url, method, headers } = request
  const body = Buffer.concat(parts)
  return {
    request: new Request(url, { method, headers, body }),
    text: () => new TextDecoder().decode(body),
    release,
  }
}
