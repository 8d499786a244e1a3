import { CreateBase, Form, useTranslate } from 'ra-core'
import { useSearchParams } from 'react-router-dom'
import { FormActions } from '../../ui/FormLayout.tsx'
import { FormPage } from '../../ui/FormPage.tsx'
import { toRecordValues } from './form-values.ts'
import { OpportunityInputs } from './OpportunityInputs.tsx'

/** A new opportunity; `?organization=` and `?contact=` (ids) fill it in from the page one comes from. */
export function OpportunityCreate() {
  const translate = useTranslate()
  const [search] = useSearchParams()
  return (
    <CreateBase
      redirect="show"
      transform={(values: Record<string, unknown>) => toRecordValues(values)}
    >
      <FormPage title={translate('crm.opportunity.new')}>
        <Form defaultValues={prefilled(search)} warnWhenUnsavedChanges>
          <OpportunityInputs isNew />
          <FormActions saveLabel="crm.opportunity.create" />
        </Form>
      </FormPage>
    </CreateBase>
  )
}

function prefilled(search: URLSearchParams): Record<string, unknown> {
  const organization = Number(search.get('organization'))
  const contact = Number(search.get('contact'))
  return {
    ...(organization > 0 ? { customer_organization_id: organization } : {}),
    contacts: contact > 0 ? [{ contact_id: contact, role: null }] : [],
    participants: [],
  }
}
