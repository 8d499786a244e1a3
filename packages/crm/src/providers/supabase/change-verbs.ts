import type { SupabaseClient } from '@supabase/supabase-js'
import type { ChangePage, ChangeVerbs, RecordChange, RecordNames } from '../change-verbs.ts'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'

type StoredChange = Omit<RecordChange, 'resource'> & { readonly resource: string }
type StoredPage = Omit<ChangePage, 'rows'> & { readonly rows: readonly StoredChange[] }

/** The log of changes, in the words of the CRM: organizations are companies in the database. */
export function changeVerbs(client: SupabaseClient): ChangeVerbs {
  return {
    forgetOldChanges: () =>
      withUserErrors(async () => {
        let total = 0
        for (;;) {
          // A batch at a time, each short and committed by itself.
          const count = Number(await answerOf<number>(client.rpc('forget_old_changes', {})))
          if (count === 0) return total
          total += count
        }
      }),
    getRecordChanges: ({ resource, recordId, userId, since, until, before, limit }) =>
      withUserErrors(async () => {
        const filter = withoutUndefined({
          resource: resource === 'organizations' ? 'companies' : resource,
          record_id: recordId,
          changed_by: userId,
          'changed_at@gte': since,
          'changed_at@lt': until,
          'id@lt': before ?? undefined,
        })
        const page = await answerOf<StoredPage>(
          client.rpc('list_record_changes', { filter, page_size: limit }),
        )
        return {
          next: page.next,
          rows: page.rows.map((row) => ({ ...row, resource: resourceOf(row.resource) })),
          names: inOurWords(page.names),
        }
      }),
  }
}

/** Names of records by resource, as the database calls these, in the words of the CRM. */
export function inOurWords(names: RecordNames): RecordNames {
  return Object.fromEntries(
    Object.entries(names).map(([key, name]) => [
      key.replace(/^companies:/, 'organizations:'),
      name,
    ]),
  )
}

function resourceOf(stored: string): RecordChange['resource'] {
  return (stored === 'companies' ? 'organizations' : stored) as RecordChange['resource']
}

function withoutUndefined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
