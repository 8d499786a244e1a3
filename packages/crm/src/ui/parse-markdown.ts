import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/**
 * What is left as it was typed: HTML; pictures (their address stays a link, so that nothing is fetched unasked); what
 * would vanish from a note (definitions, footnotes); what turns ordinary lines into code or headings (an indented line
 * of a forwarded mail, a line of dashes below a sentence).
 */
const NOT_READ = [
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'definition',
  'gfmFootnoteDefinition',
  'gfmFootnoteCall',
  'codeIndented',
  'setextUnderline',
]

/** Deeper than anyone writes; each level of a thousand quotes costs the parser and the page more than the one before. */
const DEEPEST = 20
const TOO_DEEP = new RegExp(
  `^((?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d+[.)](?=[ \\t]))){${DEEPEST}}).*$`,
  'gm',
)

/** A note as a tree of Markdown, without any of {@link NOT_READ}. */
export function parseMarkdown(text: string): Root {
  const shallow = text.replace(TOO_DEEP, (line) => `\\${line.trimStart()}`)
  return fromMarkdown(shallow, {
    extensions: [gfm({ singleTilde: false }), { disable: { null: NOT_READ } }],
    mdastExtensions: [gfmFromMarkdown()],
  })
}

/** Where a link may lead: the web and mail. Null for any other address, such as `javascript:`. */
export function safeAddress(node: Nodes): string | null {
  if (node.type !== 'link') return null
  return /^(?:https?:\/\/|mailto:)/i.test(node.url) ? node.url : null
}

/** A text in pieces: those at odd places are chips, as words of their own; of two that fit, the longer one. */
export function splitAtChips(text: string, chips: readonly string[]): readonly string[] {
  if (chips.length === 0) return [text]
  const words = [...chips]
    .sort((one, other) => other.length - one.length)
    .map((chip) => chip.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})(?![\\p{L}\\p{N}])`, 'gu'))
}
