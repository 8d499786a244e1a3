import { useDataProvider, useNotify } from 'ra-core'
import type { CrmDataProvider, SettingsChange } from '../../providers/types.ts'

/** Deletes what the log of changes is not to keep any more, once settings that say so were saved. */
export function useForgetChanges() {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const notify = useNotify()
  return async ({ changesKeptYears }: SettingsChange) => {
    const count = changesKeptYears ? await dataProvider.forgetOldChanges() : 0
    if (count === 0) return
    notify('crm.changes.forgotten', { type: 'info', messageArgs: { smart_count: count } })
  }
}
