import type { Contact } from '@valence/schema'
import { required, useCreate, useGetIdentity } from 'ra-core'
import { ReferenceInput } from 'react-admin'
import type { ContactRecord } from '../../providers/types.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { AnsweredAutocomplete } from './AnsweredAutocomplete.tsx'
import { contactName, guessContact } from './contact-name.ts'
import { useChoicesOnDemand } from './useChoicesOnDemand.ts'

interface ContactInputProps {
  readonly source: string
  readonly isRequired?: boolean
  /** Where one that is made here belongs. */
  readonly organizationId?: number | null
}

/** Finds a contact by typing, or makes one of that name or address. */
export function ContactInput({
  source,
  isRequired = false,
  organizationId = null,
}: ContactInputProps) {
  const [create] = useCreate<Contact>()
  const { identity } = useGetIdentity()
  const notifyError = useNotifyError()
  const { reference, field } = useChoicesOnDemand()
  const onCreate = async (typed?: string) => {
    if (!typed?.trim()) return undefined
    const { email, ...names } = guessContact(typed)
    const data = {
      ...names,
      sales_id: identity ? Number(identity.id) : null,
      company_id: organizationId,
      email_jsonb: email ? [{ email, type: 'Work' }] : [],
    }
    try {
      return (await create('contacts', { data }, { returnPromise: true })) ?? undefined
    } catch (error) {
      notifyError(error)
      return undefined
    }
  }
  return (
    <ReferenceInput
      source={source}
      reference="contacts"
      sort={{ field: 'last_name', order: 'ASC' }}
      perPage={20}
      {...reference}
    >
      <AnsweredAutocomplete
        label="crm.field.contact"
        optionText={describeContact}
        inputText={(contact: ContactRecord) => contactName(contact)}
        filterToQuery={(words: string) => (words ? { q: words } : {})}
        onCreate={onCreate}
        createItemLabel="crm.contact.create_named"
        helperText={false}
        {...field}
        {...(isRequired ? { validate: required() } : {})}
      />
    </ReferenceInput>
  )
}

function describeContact(contact: ContactRecord): string {
  const name = contactName(contact)
  return contact.company_name ? `${name} (${contact.company_name})` : name
}
