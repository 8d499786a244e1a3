/** What a text file was written in. Latin-1 is read as Windows-1252, which has all of it and the signs that Excel writes. */
export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le'

/** The encoding of a file: by its byte order mark, else UTF-8 where its bytes are that, else Windows-1252. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    // Bytes that are no UTF-8 were written by a program that knows one byte a letter.
    return 'windows-1252'
  }
}

/** The text of a file, without its byte order mark. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes)
}
