import { EditBase, Form, useEditContext, useTranslate } from 'ra-core'
import { useMemo } from 'react'
import { type OpportunityRecord, WITH_CHILDREN } from '../../../providers/types.ts'
import { FormActions } from '../../../ui/FormLayout.tsx'
import { FormPage } from '../../../ui/FormPage.tsx'
import { ShowFallback } from '../../../ui/ShowFallback.tsx'
import { toFormValues, toRecordValues } from './form-values.ts'
import { OpportunityInputs } from './OpportunityInputs.tsx'

/** Changes an opportunity. */
export function OpportunityEdit() {
  return (
    <EditBase
      redirect="show"
      mutationMode="pessimistic"
      queryOptions={{ meta: WITH_CHILDREN }}
      mutationOptions={{ meta: WITH_CHILDREN }}
      transform={(values: Record<string, unknown>, options?: { previousData: OpportunityRecord }) =>
        toRecordValues(values, options?.previousData)
      }
    >
      <EditPage />
    </EditBase>
  )
}

function EditPage() {
  const translate = useTranslate()
  const { record, error } = useEditContext<OpportunityRecord>()
  const values = useMemo(() => (record ? toFormValues(record) : undefined), [record])
  if (!record || !values) return <ShowFallback error={error ?? null} />
  return (
    <FormPage title={translate('crm.form.edit', { name: record.name })}>
      <Form record={values} warnWhenUnsavedChanges>
        <OpportunityInputs />
        <FormActions />
      </Form>
    </FormPage>
  )
}
