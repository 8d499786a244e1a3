import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Dot, SoftChip } from './SoftChip.tsx'

const ODD = [
  'red;} body{display:none}',
  'url(https://e.example/x)',
  'red url(//e.example)',
  '#12',
  'var(--x, url(//e.example))',
  'expression(alert(1))',
  '',
  '\\72 ed',
]
const KNOWN = ['#8fb8de', '#FFF', '#8fb8de80', 'Teal', 'var(--v-stage-closed_won)']

/** All that a part writes into the page's style. */
const style = (part: Parameters<typeof renderToStaticMarkup>[0]) => renderToStaticMarkup(part)

describe('a colour from the database', () => {
  it.each(KNOWN)('is drawn: %s', (colour) => {
    expect(style(createElement(Dot, { colour }))).toContain(colour)
  })

  it.each(ODD)('that is none becomes a grey and no style: %s', (colour) => {
    expect(style(createElement(Dot, { colour }))).toContain('background-color:var(--v-muted)')
    const chip = SoftChip({ colour, isFilled: true, children: 'x' })
    expect(style(chip)).not.toMatch(/display:none|url\(|expression/)
  })
})
