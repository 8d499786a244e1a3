import {
  type ImportKey,
  type ImportMapping,
  type ImportMatching,
  type ImportSection,
  importKeys,
} from '../../providers/types.ts'
import { fieldOf } from './fields.ts'

/** Everything counts, and there is no other system. */
export const USUAL_MATCHING: ImportMatching = { source: '', by: importKeys }

/** The kinds of records that the file has an ID for, external or our own: of these, other keys can be left out. */
export function sectionsWithIds(mapping: ImportMapping): ReadonlySet<ImportSection> {
  return new Set(
    columnsOf(mapping).flatMap(({ section, column }) =>
      column === 'id' || column === 'external_id' ? [section] : [],
    ),
  )
}

/** The kinds of records that a file names: of each, what tells one again can be chosen. */
export function namedSections(mapping: ImportMapping): ReadonlySet<ImportSection> {
  const named = new Set(columnsOf(mapping).map(({ section }) => section))
  return new Set(
    [...named].filter((section) => importKeys.some((key) => sectionOf(key) === section)),
  )
}

/** Whether a column holds what another system calls the records, which therefore needs a name. */
export function hasExternalIds(mapping: ImportMapping): boolean {
  return columnsOf(mapping).some(({ kind }) => kind === 'key' || kind === 'keys')
}

export function sectionOf(key: ImportKey): ImportSection {
  return key.startsWith('contact')
    ? 'contact'
    : key.startsWith('organization')
      ? 'organization'
      : 'opportunity'
}

/** What counts under a mapping: without an ID, addresses and names are all that there is. */
export function matchingUnder(mapping: ImportMapping, chosen: ImportMatching): ImportMatching {
  const sections = sectionsWithIds(mapping)
  return {
    source: hasExternalIds(mapping) ? chosen.source.trim() : '',
    by: importKeys.filter((key) => chosen.by.includes(key) || !sections.has(sectionOf(key))),
  }
}

function columnsOf(mapping: ImportMapping) {
  return Object.values(mapping).flatMap((id) => fieldOf(id) ?? [])
}
