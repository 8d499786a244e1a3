import { analyse } from 'chardet'

/** What a text file may be written in: names that every browser knows. Latin-1 is read as Windows-1252, which has all of it. */
export const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252 (Latin-1)',
  'iso-8859-15': 'ISO-8859-15 (Latin-9)',
  macintosh: 'Mac Roman',
  'windows-1250': 'Windows-1250',
  'iso-8859-2': 'ISO-8859-2 (Latin-2)',
  'windows-1251': 'Windows-1251',
  'koi8-r': 'KOI8-R',
  'windows-1253': 'Windows-1253',
  'windows-1254': 'Windows-1254',
  'windows-1255': 'Windows-1255',
  'windows-1256': 'Windows-1256',
  'windows-1257': 'Windows-1257',
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  gb18030: 'GB 18030',
  big5: 'Big5',
  'euc-kr': 'EUC-KR',
} as const
export type Encoding = keyof typeof ENCODINGS

/** Encodings of several bytes a letter: where they are meant, the library is sure. */
const WIDE: ReadonlySet<string> = new Set(['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'])
const SURE = 60

/** Enough letters to tell a language. */
const SAMPLE_BYTES = 64 * 1024

/**
 * The encoding of a file: by its byte order mark, else UTF-8 where its bytes are that, else what `chardet` holds for likely,
 * and of that what gives words: a sign or a capital amid small letters is no word. The library knows no Mac Roman and no
 * ISO-8859-15, and of short files its order alone says little.
 */
export function detectEncoding(bytes: Uint8Array): Encoding {
  const marked = markOf(bytes)
  if (marked) return marked
  const wide = zeroSide(bytes)
  if (wide) return wide
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    const sample = foreignLines(bytes)
    // Text that was put together from several files.
    if (isMostlyUtf8(sample)) return 'utf-8'
    // Bytes that are no UTF-8 were written by a program that knows one byte a letter.
    return likeliest(sample)
  }
}

/** The text of a file, without its byte order mark. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'utf-8') return decodeUtf8(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  // Node takes Windows-1252 for Latin-1; browsers leave none of these signs.
  return encoding === 'windows-1252' ? text.replace(/[\u0080-\u009f]/g, windowsSign) : text
}

/** The signs that Windows has where Latin-1 has signs of control, from 0x80 on. */
const WINDOWS_SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function windowsSign(control: string): string {
  return WINDOWS_SIGNS[control.charCodeAt(0) - 0x80] ?? control
}

/** A letter of several bytes, or a byte that is part of none. */
const UTF8_LETTER =
  /[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}|[\u0080-\u00ff]/g

/** UTF-8, with the letters of Windows where bytes are none of it. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytesAsText(bytes).replace(UTF8_LETTER, (letter) =>
      letter.length > 1 ? letterOf(letter) : windowsSign(letter),
    )
  }
}

function letterOf(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
}

/** A sign for each byte. */
function bytesAsText(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 32_768) {
    text += String.fromCharCode(...bytes.subarray(start, start + 32_768))
  }
  return text
}

function isMostlyUtf8(sample: Uint8Array): boolean {
  const letters = bytesAsText(sample).match(UTF8_LETTER) ?? []
  const whole = letters.filter((letter) => letter.length > 1).length
  return whole > 0 && whole >= letters.length - whole
}

/** The lines whose bytes are no UTF-8. */
export function linesBeyondUtf8(bytes: Uint8Array): readonly number[] {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const isUtf8 = (part: Uint8Array) => {
    try {
      decoder.decode(part)
      return true
    } catch {
      return false
    }
  }
  if (isUtf8(bytes)) return []
  const lines: number[] = []
  let start = 0
  for (let line = 1; start < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, start)
    const end = found < 0 ? bytes.length : found + 1
    if (!isUtf8(bytes.subarray(start, end))) lines.push(line)
    start = end
  }
  return lines
}

/** Some words of a text that show whether it is read right. */
export function foreignWords(text: string, count = 4): readonly string[] {
  const words = new Set<string>()
  for (const [word] of text.matchAll(/[^\s;,"\t|]*[^\u0020-\u007e\s][^\s;,"\t|]*/g)) {
    words.add(word.slice(0, 40))
    if (words.size === count) break
  }
  return [...words]
}

function markOf([first, second]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** UTF-16 without its mark: every other byte of plain letters is zero. */
function zeroSide(bytes: Uint8Array): Encoding | null {
  const length = Math.min(bytes.length, SAMPLE_BYTES)
  const zeros = [0, 0]
  for (let place = 0; place < length; place += 1) {
    if (bytes[place] === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  if (odd > length / 5 && odd > 8 * even) return 'utf-16le'
  return even > length / 5 && even > 8 * odd ? 'utf-16be' : null
}

/** The lines that hold anything but ASCII: the others tell nothing. */
function foreignLines(bytes: Uint8Array): Uint8Array {
  const kept: number[] = []
  let start = 0
  while (start < bytes.length && kept.length < SAMPLE_BYTES) {
    const found = bytes.indexOf(0x0a, start)
    const end = found < 0 ? bytes.length : found + 1
    const line = bytes.subarray(start, Math.min(end, start + SAMPLE_BYTES))
    if (line.some((byte) => byte > 0x7f)) kept.push(...line.subarray(0, 4096))
    start = end
  }
  return Uint8Array.from(kept)
}

function likeliest(sample: Uint8Array): Encoding {
  const ranked = analyse(sample).flatMap(({ name, confidence }) => {
    const encoding = encodingNamed(name)
    if (encoding === null || (WIDE.has(encoding) && confidence < SURE)) return []
    return [{ encoding, confidence }]
  })
  const western = decodeText(sample, 'windows-1252')
  const unknown = (['windows-1252', 'iso-8859-15', 'macintosh'] as const)
    .filter((encoding) => ranked.every((known) => known.encoding !== encoding))
    .map((encoding) => ({ encoding, confidence: 1 }))
  const weighed = [...ranked, ...unknown].map((candidate) => ({
    ...candidate,
    oddities: WIDE.has(candidate.encoding) ? 0 : odditiesOf(decodeText(sample, candidate.encoding)),
  }))
  weighed.sort((one, other) => one.oddities - other.oddities || other.confidence - one.confidence)
  const best = weighed[0]?.encoding ?? 'windows-1252'
  // What both read alike is called by the usual name.
  return decodeText(sample, best) === western ? 'windows-1252' : best
}

function encodingNamed(name: string): Encoding | null {
  const plain = name.toLowerCase()
  if (plain === 'iso-8859-1') return 'windows-1252'
  if (plain === 'iso-8859-9') return 'windows-1254'
  return plain in ENCODINGS ? (plain as Encoding) : null
}

/** What no word of a language has, counted. */
const ODDITIES: readonly RegExp[] = [
  // Signs of control, and bytes that mean nothing.
  /[\u0080-\u009f\ufffd]/g,
  // A capital amid or after small letters.
  /\p{Ll}(?=\P{ASCII})\p{Lu}|\p{Lu}(?=\P{ASCII})\p{Lu}\p{Ll}/gu,
  // Accents on three letters one after another.
  /[\u00c0-\u024f]{3,}/g,
  // A sign within a word, or before it.
  /\p{L}(?=\P{ASCII})[\p{S}\p{No}\p{Po}\p{Pi}\p{Pf}\p{Sk}](?<!’)\p{L}/gu,
  /(?<![\p{L}\p{N}])(?=\P{ASCII})[\p{S}\p{No}](?<!€)\p{L}/gu,
  // A sign beside a letter with an accent.
  /(?=\P{ASCII})[\p{S}\p{P}\p{No}](?=\P{ASCII})\S/gu,
  // Small letters of another alphabet beside Latin ones.
  /[a-z](?=\P{ASCII})\P{Script=Latin}(?<=\p{L})|(?=\P{ASCII})\P{Script=Latin}(?<=\p{L})[a-z]/gu,
  // The sign for any currency stands where a euro was written.
  /¤/g,
]

/** Letters of Icelandic, where the Turkish ones are in Windows-1254. */
const ICELANDIC = /[þðýÞÐÝ]/g
const ICELANDIC_VOWELS = /[áíóúæÁÍÓÚÆ]/

function odditiesOf(text: string): number {
  const count = (oddity: RegExp) => text.match(oddity)?.length ?? 0
  const turkish = ICELANDIC_VOWELS.test(text) ? 0 : count(ICELANDIC)
  return ODDITIES.reduce((sum, oddity) => sum + count(oddity), turkish)
}
