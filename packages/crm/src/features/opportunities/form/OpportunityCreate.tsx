import { CreateBase, Form, useGetOne, useTranslate } from 'ra-core'
import { useSearchParams } from 'react-router-dom'
import type { ContactRecord } from '../../../providers/types.ts'
import { FormActions } from '../../../ui/FormLayout.tsx'
import { FormPage } from '../../../ui/FormPage.tsx'
import { idIn } from '../../../ui/id-in.ts'
import { toRecordValues } from './form-values.ts'
import { OpportunityInputs } from './OpportunityInputs.tsx'

/** A new opportunity; `?organization=` and `?contact=` (ids) fill it in from the page one comes from. */
export function OpportunityCreate() {
  const translate = useTranslate()
  const [search] = useSearchParams()
  const organizationId = idIn(search, 'organization')
  const contactId = idIn(search, 'contact')
  // A person's opportunity is most often one of the organization they work for.
  const { data: contact, isLoading } = useGetOne<ContactRecord>(
    'contacts',
    { id: contactId ?? 0 },
    { enabled: contactId !== null && organizationId === null },
  )
  return (
    <CreateBase
      redirect="show"
      transform={(values: Record<string, unknown>) => toRecordValues(values)}
    >
      <FormPage title={translate('crm.opportunity.new')}>
        {isLoading ? null : (
          <Form
            defaultValues={prefilled(organizationId ?? contact?.company_id ?? null, contactId)}
            warnWhenUnsavedChanges
          >
            <OpportunityInputs isNew />
            <FormActions saveLabel="crm.opportunity.create" />
          </Form>
        )}
      </FormPage>
    </CreateBase>
  )
}

function prefilled(organizationId: number | null, contactId: number | null) {
  return {
    ...(organizationId === null ? {} : { customer_organization_id: organizationId }),
    contacts: contactId === null ? [] : [{ contact_id: contactId, role: null }],
    participants: [],
  }
}
