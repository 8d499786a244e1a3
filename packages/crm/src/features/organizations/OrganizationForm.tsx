import { CreateBase, EditBase, Form, useEditContext, useTranslate } from 'ra-core'
import type { OrganizationRecord } from '../../providers/types.ts'
import { FormActions } from '../../ui/FormLayout.tsx'
import { FormPage } from '../../ui/FormPage.tsx'
import { ShowFallback } from '../../ui/ShowFallback.tsx'
import { SimilarWarning } from '../duplicates/index.ts'
import { cleanOrganization } from './clean-organization.ts'
import { OrganizationInputs } from './OrganizationInputs.tsx'

/** A new organization. */
export function OrganizationCreate() {
  const translate = useTranslate()
  return (
    <CreateBase redirect="show" transform={cleanOrganization}>
      <FormPage title={translate('crm.organization.new')}>
        <Form warnWhenUnsavedChanges>
          <OrganizationInputs isNew />
          <SimilarWarning resource="organizations" />
          <FormActions saveLabel="crm.organization.create" />
        </Form>
      </FormPage>
    </CreateBase>
  )
}

/** Changes an organization. */
export function OrganizationEdit() {
  return (
    <EditBase redirect="show" mutationMode="pessimistic" transform={cleanOrganization}>
      <EditPage />
    </EditBase>
  )
}

function EditPage() {
  const translate = useTranslate()
  const { record, error } = useEditContext<OrganizationRecord>()
  if (!record) return <ShowFallback error={error ?? null} />
  return (
    <FormPage title={translate('crm.form.edit', { name: record.name })}>
      <Form warnWhenUnsavedChanges>
        <OrganizationInputs />
        <FormActions />
      </Form>
    </FormPage>
  )
}
