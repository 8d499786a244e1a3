import { useTranslate, useUpdate } from 'ra-core'
import type { ContactRecord } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { TagPicker } from '../tags/index.ts'

/** A person's tags, changed in place. */
export function ContactTags({ record }: { readonly record: ContactRecord }) {
  const translate = useTranslate()
  const notifyError = useNotifyError()
  const [update] = useUpdate<ContactRecord>()
  const change = (tags: number[]) =>
    void update(
      'contacts',
      { id: record.id, data: { ...record, tags }, previousData: record },
      { mutationMode: 'optimistic', onError: notifyError },
    )
  return (
    <Panel title={translate('crm.field.tags')}>
      <TagPicker ids={record.tags ?? []} onChange={change} />
    </Panel>
  )
}
