import type { SupabaseClient } from '@supabase/supabase-js'
import type { ImportChoices, ImportVerbs } from '../import-verbs.ts'
import { callerOf } from './caller.ts'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'

const KINDS = {
  contacts: 'contact',
  organizations: 'organization',
  opportunities: 'opportunity',
} as const

/** Imports, by functions of the schema. */
export function importVerbs(client: SupabaseClient): ImportVerbs {
  const call = callerOf(client)
  return {
    startImport: ({ fileName, signature, mapping, totalRows, matching }) =>
      call('start_import_run', {
        file_name: fileName,
        signature,
        mapping,
        total_rows: totalRows,
        matching,
      }),
    importRows: (rows, runId, matching) =>
      call('import_rows', { batch: rows, run_id: runId, matching }),
    undoImport: (runId) => call('undo_import_run', { run_id: runId }),
    getImports: () =>
      withUserErrors(() =>
        answerOf(
          client
            .from('import_runs')
            .select('id,created_at,file_name,total_rows,counts,undone_at')
            .order('id', { ascending: false })
            .limit(20),
        ),
      ),
    getImportChoices: async (signature) => {
      const found = await withUserErrors(() =>
        answerOf<ImportChoices[]>(
          client
            .from('import_runs')
            .select('mapping,matching')
            .eq('signature', signature)
            .order('id', { ascending: false })
            .limit(1),
        ),
      )
      return found[0] ?? null
    },
    getImportsKept: (runId) =>
      withUserErrors(() =>
        answerOf(
          client
            .from('import_changes')
            .select('id,line,source,record_id,outcome')
            .eq('run_id', runId)
            .neq('outcome', 'undone')
            .order('line', { ascending: true })
            .limit(200),
        ),
      ),
    getExternalIds: (resource, ids) =>
      call('external_ids', { kind: KINDS[resource], record_ids: ids }),
  }
}
