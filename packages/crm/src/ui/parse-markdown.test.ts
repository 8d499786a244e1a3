import { describe, expect, it } from 'vitest'
import { parseInline, parseMarkdown } from './parse-markdown.ts'

describe('parseMarkdown', () => {
  it('reads headings, lists and paragraphs that keep their line breaks', () => {
    expect(parseMarkdown('## What we know\n\nFirst\nsecond\n- a\n- b\n\n1. one')).toEqual([
      { kind: 'heading', text: 'What we know' },
      { kind: 'paragraph', text: 'First\nsecond' },
      { kind: 'list', isOrdered: false, items: ['a', 'b'] },
      { kind: 'list', isOrdered: true, items: ['one'] },
    ])
  })

  it('reads code that nobody closed to the end', () => {
    expect(parseMarkdown('```\n# no heading')).toEqual([{ kind: 'code', text: '# no heading' }])
  })

  it('reads HTML as text', () => {
    const html = '<img src=x onerror=alert(1)>'
    expect(parseMarkdown(html)).toEqual([{ kind: 'paragraph', text: html }])
    expect(parseInline(html)).toEqual([{ kind: 'text', text: html }])
  })
})

describe('parseInline', () => {
  it('reads strong, emphasis, code and links', () => {
    expect(parseInline('a **b** _c_ `d` [e](https://e.example)')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'strong', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'emphasis', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'e', href: 'https://e.example' },
    ])
  })

  it('leads to no other scheme than http', () => {
    expect(parseInline('[x](javascript:alert(1))').some(({ kind }) => kind === 'link')).toBe(false)
  })

  it('leaves the full stop behind an address out of it', () => {
    expect(parseInline('See https://a.example/b.')[1]).toEqual({
      kind: 'link',
      text: 'https://a.example/b',
      href: 'https://a.example/b',
    })
  })

  it('leaves names with underscores and products alone', () => {
    expect(parseInline('snake_case_name and 3*4*5')).toEqual([
      { kind: 'text', text: 'snake_case_name and 3*4*5' },
    ])
  })
})

describe('chips', () => {
  const parse = (line: string) => parseInline(line, ['@Anna', '@Anna Berg', '@J. (Jo) Roe'])

  it('are found in plain text, the longer of two that fit', () => {
    expect(parse('Ask @Anna Berg, then **@Anna** and @Anna.')).toEqual([
      { kind: 'text', text: 'Ask ' },
      { kind: 'chip', text: '@Anna Berg' },
      { kind: 'text', text: ', then ' },
      { kind: 'strong', text: '@Anna' },
      { kind: 'text', text: ' and ' },
      { kind: 'chip', text: '@Anna' },
      { kind: 'text', text: '.' },
    ])
    expect(parse('@J. (Jo) Roe')).toEqual([{ kind: 'chip', text: '@J. (Jo) Roe' }])
  })

  it('are no parts of words', () => {
    expect(parse('me@Anna @Annabel')).toEqual([{ kind: 'text', text: 'me@Anna @Annabel' }])
  })
})
