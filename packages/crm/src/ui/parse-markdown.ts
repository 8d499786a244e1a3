/** A piece of text within a line. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code' | 'chip'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

/** A block of a note; `list` and `quote` hold lines. */
export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'rule' }

const HEADING = /^#{1,6}\s+(.*)$/
const RULE = /^(?:-{3,}|\*{3,}|_{3,})$/
const BULLET = /^\s*[-*+]\s+(.*)$/
const NUMBER = /^\s*\d+[.)]\s+(.*)$/
const QUOTE = /^>\s?(.*)$/
const FENCE = /^```/

/**
 * The part of Markdown that people use in notes: headings, lists, quotes, code, rules, paragraphs that keep their line
 * breaks. Nothing is read as HTML. Text that is no Markdown comes out as it went in.
 */
export function parseMarkdown(source: string): readonly Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n')
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const [block, next] = blockAt(lines, at)
    if (block) blocks.push(block)
    at = next
  }
  return blocks
}

const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|(?<!\w)\*([^*\s][^*]*)\*(?!\w)|(?<![\w])_([^_\s][^_]*)_(?![\w])|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?'"])/g

/** A line in pieces. Links lead to http(s) only. Where one of `chips` stands in plain text, as words of its own, it is one. */
export function parseInline(line: string, chips: readonly string[] = []): readonly Inline[] {
  const chip = chipPattern(chips)
  const plain = (text: string): readonly Inline[] =>
    chip ? split(text, chip, ([found]) => ({ kind: 'chip', text: found }), asText) : asText(text)
  return split(line, INLINE, pieceOf, plain)
}

/** The pieces of a text: what matches, and what is between. */
function split(
  text: string,
  pattern: RegExp,
  matched: (match: RegExpExecArray) => Inline,
  between: (text: string) => readonly Inline[],
): readonly Inline[] {
  const pieces: Inline[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push(...between(text.slice(end, match.index)))
    pieces.push(matched(match))
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push(...between(text.slice(end)))
  return pieces
}

function asText(text: string): readonly Inline[] {
  return [{ kind: 'text', text }]
}

/** Of two that both fit, the longer one; null where there are none. */
function chipPattern(chips: readonly string[]): RegExp | null {
  if (chips.length === 0) return null
  const words = [...chips]
    .sort((one, other) => other.length - one.length)
    .map((chip) => chip.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
}

function pieceOf(match: RegExpMatchArray): Inline {
  const [, code, strong, strong2, emphasis, emphasis2, label, href, url] = match
  if (code !== undefined) return { kind: 'code', text: code }
  const bold = strong ?? strong2
  if (bold !== undefined) return { kind: 'strong', text: bold }
  const italic = emphasis ?? emphasis2
  if (italic !== undefined) return { kind: 'emphasis', text: italic }
  if (label !== undefined && href !== undefined) return { kind: 'link', text: label, href }
  return { kind: 'link', text: url ?? '', href: url ?? '' }
}

/** The block that begins at a line, and the line after it. */
function blockAt(lines: readonly string[], at: number): [Block | null, number] {
  const line = lines[at] ?? ''
  if (line.trim() === '') return [null, at + 1]
  if (FENCE.test(line)) return codeAt(lines, at + 1)
  const heading = HEADING.exec(line)
  if (heading) return [{ kind: 'heading', text: heading[1] ?? '' }, at + 1]
  if (RULE.test(line.trim())) return [{ kind: 'rule' }, at + 1]
  for (const [pattern, isOrdered] of [
    [BULLET, false],
    [NUMBER, true],
  ] as const) {
    if (!pattern.test(line)) continue
    const [items, next] = take(lines, at, pattern)
    return [{ kind: 'list', isOrdered, items }, next]
  }
  if (QUOTE.test(line)) {
    const [quoted, next] = take(lines, at, QUOTE)
    return [{ kind: 'quote', text: quoted.join('\n') }, next]
  }
  return paragraphAt(lines, at)
}

function take(lines: readonly string[], at: number, pattern: RegExp): [string[], number] {
  const taken: string[] = []
  let next = at
  for (; next < lines.length; next += 1) {
    const match = pattern.exec(lines[next] ?? '')
    if (!match) break
    taken.push(match[1] ?? '')
  }
  return [taken, next]
}

function codeAt(lines: readonly string[], from: number): [Block, number] {
  const close = lines.findIndex((line, index) => index >= from && FENCE.test(line))
  const end = close === -1 ? lines.length : close
  return [{ kind: 'code', text: lines.slice(from, end).join('\n') }, end + 1]
}

function paragraphAt(lines: readonly string[], at: number): [Block, number] {
  let next = at + 1
  while (next < lines.length && !startsBlock(lines[next] ?? '')) next += 1
  return [{ kind: 'paragraph', text: lines.slice(at, next).join('\n') }, next]
}

function startsBlock(line: string): boolean {
  if (line.trim() === '') return true
  return [FENCE, HEADING, BULLET, NUMBER, QUOTE].some((pattern) => pattern.test(line))
}
