import type { RaRecord } from 'ra-core'
import type { ContactRecord } from '../../providers/types.ts'
import { contactName } from '../references/index.ts'

/** The name of a contact or of an organization. */
export function recordName(record: RaRecord): string {
  // What has no name of its own is a contact.
  return typeof record['name'] === 'string' ? record['name'] : contactName(record as ContactRecord)
}
