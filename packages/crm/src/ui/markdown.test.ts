import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from './Markdown.tsx'

/** What a note becomes, without the classes and the styles that MUI writes. */
function show(text: string, chips: readonly string[] = []): string {
  return renderToStaticMarkup(createElement(Markdown, { text, chips }))
    .replace(/<style[^>]*>.*?<\/style>/gs, '')
    .replace(/ (?:class|aria-hidden)="[^"]*"/g, '')
    .replace(/^<div>(.*)<\/div>$/s, '$1')
}

describe('a note in Markdown', () => {
  it('keeps the number that a list begins with', () => {
    expect(show('24. Dezember\n25. Januar')).toBe(
      '<ol start="24"><li><p>Dezember</p></li><li><p>Januar</p></li></ol>',
    )
  })

  it('keeps a list within a list', () => {
    expect(show('- a\n  - b\n- c')).toBe(
      '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>',
    )
  })

  it('keeps emphasis within emphasis, and escapes', () => {
    expect(show('**a _b_ c** \\*d\\*')).toBe('<p><strong>a <em>b</em> c</strong> *d*</p>')
  })

  it('keeps its line breaks', () => {
    expect(show('First\nsecond')).toBe('<p>First\nsecond</p>')
  })

  it('shows code that nobody closed to the end', () => {
    expect(show('```\n# no heading')).toBe('<pre># no heading</pre>')
  })

  it('shows tables, what is struck out and what is done', () => {
    expect(show('| a |\n| - |\n| b |')).toContain('<tr><td>b</td></tr>')
    expect(show('~~a~~ ~5 or ~6')).toBe('<p><del>a</del> ~5 or ~6</p>')
    expect(show('- [x] a')).toContain('checked=""')
  })

  it.each([
    ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
    ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['a <b>c</b>', '<p>a &lt;b&gt;c&lt;/b&gt;</p>'],
  ])('runs no HTML: %s', (text, shown) => {
    expect(show(text)).toBe(shown)
  })

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '<javascript:alert(1)>',
    '[x](data:text/html,y)',
    '[x](/here)',
  ])('links to the web and mail only: %s', (text) => {
    expect(show(text)).not.toContain('<a')
  })

  it('fetches no picture', () => {
    const shown = show('![x](https://e.example/pixel.gif)')
    expect(shown).not.toContain('<img')
    expect(shown).toContain('href="https://e.example/pixel.gif"')
  })

  it('leaves the full stop behind an address out of it', () => {
    expect(show('See https://a.example/b.')).toContain('>https://a.example/b</a>.')
  })

  it.each([
    'snake_case_name and 3 * 4 * 5',
    '[x]: https://gone.example',
    '[^1]: a footnote',
    'AT&T, 5 < 6',
  ])('shows what is no Markdown as it was typed: %s', (text) => {
    expect(show(text).replaceAll(/<\/?[ap][^>]*>/g, '')).toBe(
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    )
  })

  it('takes no line of dashes for a heading, and no indented line for code', () => {
    expect(show('Signed\n---\n    Jo')).toBe('<p>Signed</p><hr/><p>Jo</p>')
  })

  it('of ten thousand quotes within each other is shown at once', () => {
    expect(show(`${'>'.repeat(10_000)} deep`)).toContain('deep')
    expect(show(`${'- '.repeat(10_000)}deep`)).toContain('deep')
  })
})

describe('chips in a note', () => {
  const parse = (line: string) => show(line, ['@Anna', '@Anna Berg', '@J. (Jo) Roe'])
  const chip = (text: string) => `<span><span>${text}</span></span>`

  it('are found in text, the longer of two that fit', () => {
    expect(parse('Ask @Anna Berg and @Anna.')).toBe(
      `<p>Ask ${chip('@Anna Berg')} and ${chip('@Anna')}.</p>`,
    )
    expect(parse('@J. (Jo) Roe')).toBe(`<p>${chip('@J. (Jo) Roe')}</p>`)
  })

  it('are no parts of words', () => {
    expect(parse('me@Anna @Annabel')).toBe('<p>me@Anna @Annabel</p>')
  })
})
