/**
 * What data holds, for a place in which it must be nothing but text. One function a place: `forTerminal`, `forMarkdown`, `html` (in html.ts) for
 * pages, `jsonText` for machines, `fileNamePart` for files; SQL has `ident` and `literal`. What renders a value passes the whole of it through
 * here first, so that no name can be forgotten. A test gives every renderer values that are hostile in every text.
 */

/** Moves the cursor, changes colours, or the order in which letters are read; also what no font shows. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu
/** The same, where lines and tabs are meant. */
const UNSEEN_IN_LINES = /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/gu
/** Of the two, what JSON leaves as it is. */
const UNSEEN_IN_JSON = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu

/** A value with every text in it on one line, and without a control character: `\x1b` is shown as these four letters. */
export function forTerminal<Value>(value: Value): Value {
  return withTexts(value, (text) => text.replaceAll(UNSEEN, named))
}

/** A text of ours, of several lines, without a control character. */
export function visibleLines(text: string): string {
  return text.replaceAll(UNSEEN_IN_LINES, named)
}

/** A value in which no text is HTML, a cell's end, code, a link or a picture. */
export function forMarkdown<Value>(value: Value): Value {
  return withTexts(forTerminal(value), (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('`', '&#96;')
      .replaceAll(/[|[\]]/g, (sign) => `\\${sign}`),
  )
}

/** JSON that reads the same to a machine, and does nothing to a terminal. */
export function jsonText(value: unknown): string {
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`
}

/** The same of a text that is JSON already. */
export function visibleJson(json: string): string {
  return json.replaceAll(UNSEEN_IN_JSON, escapedForJson)
}

/** One word of a command line, to be copied: quoted where a shell would take it for more. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  const quoted = text.replaceAll("'", "'\\''")
  return text.search(UNSEEN) !== -1
    ? `$'${forTerminal(text.replaceAll('\\', '\\\\').replaceAll("'", "\\'"))}'`
    : `'${quoted}'`
}

/** Of a name: what may stand in the name of a file. */
export function fileNamePart(name: string): string {
  return encodeURIComponent(name).replace(/^\.+/, (dots) => dots.replaceAll('.', '%2E'))
}

function named(sign: string): string {
  if (sign === '\n') return '\\n'
  const code = sign.codePointAt(0) ?? 0
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u{${code.toString(16).padStart(4, '0')}}`
}

function escapedForJson(sign: string): string {
  return Array.from(
    { length: sign.length },
    (_, place) => `\\u${sign.charCodeAt(place).toString(16).padStart(4, '0')}`,
  ).join('')
}

/** A copy in which every text, and every key, is another one. */
function withTexts<Value>(value: Value, change: (text: string) => string): Value {
  return changed(value, change) as Value // the same shape: texts stay texts
}

function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => changed(item, change))
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), changed(item, change)]),
  )
}
