import { CreateBase, Form, useTranslate } from 'ra-core'
import { useSearchParams } from 'react-router-dom'
import { FormActions } from '../../ui/FormLayout.tsx'
import { FormPage } from '../../ui/FormPage.tsx'
import { SimilarWarning } from '../duplicates/index.ts'
import { ContactInputs } from './ContactInputs.tsx'
import { cleanContact } from './clean-contact.ts'

/** A new contact; `?organization=` (id) makes it one of that organization's people. */
export function ContactCreate() {
  const translate = useTranslate()
  const [search] = useSearchParams()
  const organization = Number(search.get('organization'))
  const defaultValues = {
    organizations:
      organization > 0 ? [{ organization_id: organization, is_primary_organization: true }] : [],
    email_jsonb: [{ email: '', type: 'Work' }],
    phone_jsonb: [],
    tags: [],
  }
  return (
    <CreateBase redirect="show" transform={cleanContact}>
      <FormPage title={translate('crm.contact.new')}>
        <Form defaultValues={defaultValues} warnWhenUnsavedChanges>
          <ContactInputs isNew />
          <SimilarWarning resource="contacts" />
          <FormActions saveLabel="crm.contact.create" />
        </Form>
      </FormPage>
    </CreateBase>
  )
}
