import { useTranslate } from 'ra-core'
import type { ContactRecord } from '../../providers/types.ts'
import { TextLink } from '../../ui/TextLink.tsx'

/** The primary organization, and how many there are beside it. */
export function OrganizationCell({ contact }: { readonly contact: ContactRecord }) {
  const translate = useTranslate()
  const others = contact.organization_ids.length - (contact.company_id === null ? 0 : 1)
  return (
    <>
      {contact.company_id && contact.company_name ? (
        <TextLink to={`/organizations/${contact.company_id}/show`}>{contact.company_name}</TextLink>
      ) : null}
      {others > 0 ? (
        <span title={translate('crm.contact.other_organizations', { smart_count: others })}>
          {` +${others}`}
        </span>
      ) : null}
    </>
  )
}
