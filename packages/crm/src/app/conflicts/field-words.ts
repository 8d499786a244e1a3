/** How a column is called, and what its values are; for showing a value that no input shows. */
export interface FieldWords {
  /** Catalog key. */
  readonly label: string
  readonly kind:
    | { readonly is: 'text' | 'money' | 'day' | 'moment' | 'yes-no' }
    | { readonly is: 'choice'; readonly prefix: string }
    | {
        readonly is: 'reference'
        readonly resource: 'organizations' | 'contacts' | 'sales' | 'tags'
      }
    /** Entries of a list, of which one key is shown. */
    | { readonly is: 'entries'; readonly key: string }
    /** Links to records of another resource, in a list. */
    | {
        readonly is: 'links'
        readonly resource: 'organizations' | 'contacts'
        readonly key: string
      }
}

const text = (label: string): FieldWords => ({ label: `crm.field.${label}`, kind: { is: 'text' } })
const choice = (label: string, prefix: string): FieldWords => ({
  label: `crm.field.${label}`,
  kind: { is: 'choice', prefix },
})
const reference = (
  label: string,
  resource: 'organizations' | 'contacts' | 'sales' | 'tags',
): FieldWords => ({ label: `crm.field.${label}`, kind: { is: 'reference', resource } })
const day = (label: string): FieldWords => ({ label: `crm.field.${label}`, kind: { is: 'day' } })
const yesNo = (label: string): FieldWords => ({
  label: `crm.field.${label}`,
  kind: { is: 'yes-no' },
})

const shared: Readonly<Record<string, FieldWords>> = {
  actual_close_date: day('actual_close'),
  amount: { label: 'crm.field.amount', kind: { is: 'money' } },
  archived_at: { label: 'crm.filter.archived', kind: { is: 'moment' } },
  company_id: reference('organization', 'organizations'),
  contacts: {
    label: 'crm.field.contacts',
    kind: { is: 'links', resource: 'contacts', key: 'contact_id' },
  },
  context_links: { label: 'crm.field.links', kind: { is: 'entries', key: 'href' } },
  customer_organization_id: reference('organization', 'organizations'),
  email_jsonb: { label: 'crm.field.emails', kind: { is: 'entries', key: 'email' } },
  expected_closing_date: day('expected_close'),
  gender: text('pronouns'),
  has_newsletter: yesNo('newsletter'),
  is_distributor: yesNo('is_distributor'),
  is_principal: yesNo('is_principal'),
  linkedin_url: text('linkedin'),
  next_action_date: day('next_action_date'),
  organization_type: choice('type', 'crm.organization_type'),
  organizations: {
    label: 'crm.field.organization',
    kind: { is: 'links', resource: 'organizations', key: 'organization_id' },
  },
  parent_company_id: reference('parent', 'organizations'),
  participants: {
    label: 'crm.panel.participants',
    kind: { is: 'links', resource: 'organizations', key: 'organization_id' },
  },
  phone_jsonb: { label: 'crm.field.phones', kind: { is: 'entries', key: 'number' } },
  phone_number: text('phone'),
  sales_id: reference('owner', 'sales'),
  stage: choice('stage', 'crm.stage'),
  state_abbr: text('state'),
  tags: reference('tags', 'tags'),
}

const own: Readonly<Record<string, Readonly<Record<string, FieldWords>>>> = {
  opportunities: {
    status: choice('status', 'crm.opportunity_status'),
    priority: choice('priority', 'crm.priority'),
  },
}

/** The words for a column of a resource; a column that is not named here is a text under its own name. */
export function fieldWords(resource: string, field: string): FieldWords {
  return own[resource]?.[field] ?? shared[field] ?? text(field)
}
