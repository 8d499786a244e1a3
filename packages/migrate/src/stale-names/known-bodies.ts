import { createHash } from 'node:crypto'
import { plainIdentifier, tokensOf } from './parse-body.ts'

/** A function as Atomic CRM has it, or as the sample databases stand for it. */
export interface KnownBody {
  readonly function: 'merge_contacts'
  /** Where the wording is from. */
  readonly generation: string
}

/** By the digest of the body's tokens (see `bodyDigest`). */
const KNOWN: Readonly<Record<string, KnownBody>> = {
  cf2946ae1652c8459374c5fb8248fd85ba150657d8ca49d03ecadd9dbf7c8e63: {
    function: 'merge_contacts',
    generation: 'G9',
  },
  '1cbcfa3d213b72e1b469af35a59d66532fbc565c81f7bf0816ec56e542b358a0': {
    function: 'merge_contacts',
    generation: 'G11 and later',
  },
  // Names with their schema, as it was for a few days before G18.
  '9970e91c40044ce74c8724af18af203d3f30d051b39e66f4f09fdb4766ddae01': {
    function: 'merge_contacts',
    generation: 'before G18',
  },
  '91f0340210191e2dd0bf8da6e0ebfbcb95bfece6920951622861e3a8045df5f7': {
    function: 'merge_contacts',
    generation: 'sample',
  },
}

/** The upstream function that a body is, if it is one. */
export function knownBody(source: string): KnownBody | undefined {
  return KNOWN[bodyDigest(source)]
}

/** A digest of what a body says: comments, white space, the case of words and needless quotes do not matter. */
export function bodyDigest(source: string): string {
  const words = tokensOf(source)
    .filter((token) => !token.isComment)
    .map((token) => (token.isIdentifier ? plainIdentifier(token.text) : token.text))
  return createHash('sha256').update(words.join('\n')).digest('hex')
}
