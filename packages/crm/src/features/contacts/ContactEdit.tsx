import { EditBase, Form, useEditContext, useTranslate } from 'ra-core'
import { type ContactRecord, WITH_CHILDREN } from '../../providers/types.ts'
import { FormActions } from '../../ui/FormLayout.tsx'
import { FormPage } from '../../ui/FormPage.tsx'
import { ShowFallback } from '../../ui/ShowFallback.tsx'
import { contactName } from '../references/index.ts'
import { ContactInputs } from './ContactInputs.tsx'
import { cleanContact } from './clean-contact.ts'

/** Changes a contact. */
export function ContactEdit() {
  return (
    <EditBase
      redirect="show"
      mutationMode="pessimistic"
      queryOptions={{ meta: WITH_CHILDREN }}
      mutationOptions={{ meta: WITH_CHILDREN }}
      transform={cleanContact}
    >
      <EditPage />
    </EditBase>
  )
}

function EditPage() {
  const translate = useTranslate()
  const { record, error } = useEditContext<ContactRecord>()
  if (!record) return <ShowFallback error={error ?? null} />
  return (
    <FormPage title={translate('crm.form.edit', { name: contactName(record) })}>
      <Form warnWhenUnsavedChanges>
        <ContactInputs />
        <FormActions />
      </Form>
    </FormPage>
  )
}
