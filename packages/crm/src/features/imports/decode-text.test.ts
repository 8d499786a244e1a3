import { expect, it } from 'vitest'
import { decodeText, detectEncoding } from './decode-text.ts'

const bytes = (...values: number[]) => new Uint8Array(values)
const utf8 = (text: string) => new TextEncoder().encode(text)

it('knows UTF-8 with and without a byte order mark, and leaves the mark out', () => {
  expect(detectEncoding(utf8('Müller;€'))).toBe('utf-8')
  expect(decodeText(utf8('\uFEFFMüller'), 'utf-8')).toBe('Müller')
})

it('reads Latin-1', () => {
  const file = bytes(0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72)
  expect(detectEncoding(file)).toBe('windows-1252')
  expect(decodeText(file, 'windows-1252')).toBe('Müller')
})

it('reads what Excel calls Unicode text', () => {
  const file = bytes(0xff, 0xfe, 0x4d, 0x00, 0xfc, 0x00)
  expect(detectEncoding(file)).toBe('utf-16le')
  expect(decodeText(file, 'utf-16le')).toBe('Mü')
})
