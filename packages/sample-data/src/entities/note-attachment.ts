import type { Draw } from '../random.ts'

/** A file that hangs on a note, in the shape in which it is stored. A type, so that it fits open JSON shapes. */
export type Attachment = {
  readonly src: string
  readonly title: string
  readonly path: string
  readonly type: string
}

const FILES = [
  ['offer-{n}.pdf', 'application/pdf'],
  ['briefing.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['meeting-notes.pdf', 'application/pdf'],
  ['contract-signed.pdf', 'application/pdf'],
  ['budget-{n}.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['sitemap.pdf', 'application/pdf'],
  ['print-specs.csv', 'text/csv'],
  ['brand-guidelines.pdf', 'application/pdf'],
  ['user-test-summary.pdf', 'application/pdf'],
] as const

/** Mostly none, sometimes one, rarely two. No pictures: their files do not exist, and thumbnails would show it. */
export function attachments(draw: Draw): readonly Attachment[] | null {
  if (!draw.chance(0.07)) return null
  const count = draw.chance(0.2) ? 2 : 1
  return Array.from({ length: count }, () => attachment(draw))
}

function attachment(draw: Draw): Attachment {
  const [pattern, type] = draw.pick(FILES)
  const extension = pattern.slice(pattern.lastIndexOf('.'))
  const path = `0.${draw.int(100_000_000, 999_999_999)}${draw.int(1_000_000, 9_999_999)}${extension}`
  return {
    src: `/storage/v1/object/public/attachments/${path}`,
    title: pattern.replace('{n}', String(draw.int(100, 999))),
    path,
    type,
  }
}
