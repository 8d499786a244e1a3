import { email as emailFormat, required, useRecordContext, useTranslate } from 'ra-core'
import { ArrayInput, BooleanInput, SelectInput, SimpleFormIterator } from 'react-admin'
import { useFormContext, useWatch } from 'react-hook-form'
import type { ContactRecord } from '../../providers/types.ts'
import { AddRowButton } from '../../ui/AddRowButton.tsx'
import { FormGrid } from '../../ui/FormLayout.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PictureInput } from '../../ui/PictureInput.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { leadsToTheWeb } from '../../ui/web-address.ts'
import { guessContact, OrganizationInput } from '../references/index.ts'
import { useStatusChoices, withCurrent } from '../settings/index.ts'
import { TagsInput } from '../tags/index.ts'
import { OwnerInput } from '../users/index.ts'
import { LinkInputs } from './LinkInputs.tsx'
import { PrimaryChoice } from './PrimaryChoice.tsx'

const KINDS = ['Work', 'Home', 'Other'].map((id) => ({
  id,
  name: `crm.address_kind.${id.toLowerCase()}`,
}))

/** Everything of a contact that people write. */
export function ContactInputs({ isNew = false }: { readonly isNew?: boolean }) {
  return (
    <>
      <PersonInputs isNew={isNew} />
      <OrganizationsInput />
      <ReachInputs />
    </>
  )
}

function PersonInputs({ isNew }: { readonly isNew: boolean }) {
  const translate = useTranslate()
  const record = useRecordContext<ContactRecord>()
  const statuses = useStatusChoices()
  return (
    <Panel title={translate('crm.panel.person')}>
      <FormGrid>
        <TextInput
          source="first_name"
          label="crm.field.first_name"
          validate={required()}
          autoFocus={isNew}
        />
        <TextInput source="last_name" label="crm.field.last_name" validate={required()} />
        <TextInput source="title" label="crm.field.title" />
        <TextInput source="department" label="crm.field.department" />
        <SelectInput
          source="status"
          label="crm.field.status"
          choices={[...withCurrent(statuses, record?.status)]}
          optionValue="value"
          optionText="label"
          translateChoice={false}
          helperText={false}
        />
        <OwnerInput isNew={isNew} />
        <div className="wide">
          <TagsInput source="tags" />
        </div>
        <TextInput
          source="background"
          label="crm.field.background"
          multiline
          minRows={2}
          className="wide"
        />
        <BooleanInput source="has_newsletter" label="crm.field.newsletter" helperText={false} />
        <AvatarInput />
      </FormGrid>
    </Panel>
  )
}

function AvatarInput() {
  const names = useWatch({ name: ['first_name', 'last_name'] })
  return (
    <PictureInput
      source="avatar"
      label="crm.field.picture"
      name={names.filter(Boolean).join(' ')}
      shape="person"
    />
  )
}

function ReachInputs() {
  const translate = useTranslate()
  return (
    <Panel title={translate('crm.panel.reach')}>
      <ArrayInput source="email_jsonb" label="crm.field.emails" helperText={false}>
        <SimpleFormIterator
          inline
          fullWidth
          disableReordering
          disableClear
          addButton={<AddRowButton label="crm.contact.add_email" />}
        >
          <EmailInput />
          <SelectInput
            source="type"
            label="crm.field.type"
            choices={KINDS}
            defaultValue="Work"
            helperText={false}
          />
        </SimpleFormIterator>
      </ArrayInput>
      <ArrayInput source="phone_jsonb" label="crm.field.phones" helperText={false}>
        <SimpleFormIterator
          inline
          fullWidth
          disableReordering
          disableClear
          addButton={<AddRowButton label="crm.contact.add_phone" />}
        >
          <TextInput source="number" type="tel" label="crm.field.phone" />
          <SelectInput
            source="type"
            label="crm.field.type"
            choices={KINDS}
            defaultValue="Work"
            helperText={false}
          />
        </SimpleFormIterator>
      </ArrayInput>
      <TextInput
        source="linkedin_url"
        label="crm.field.linkedin"
        validate={leadsToTheWeb}
        fullWidth
      />
    </Panel>
  )
}

/** An address; where nobody has said a name yet, it is guessed from it. */
function EmailInput() {
  const { getValues, setValue } = useFormContext()
  const guessName = (address: string) => {
    if (getValues('first_name') || getValues('last_name')) return
    const { first_name, last_name, email } = guessContact(address)
    if (!email) return
    const options = { shouldDirty: true, shouldValidate: true }
    setValue('first_name', first_name, options)
    setValue('last_name', last_name, options)
  }
  return (
    <TextInput
      source="email"
      type="email"
      label="crm.field.email"
      validate={emailFormat()}
      onBlur={(event) => guessName(event.target.value)}
    />
  )
}

function OrganizationsInput() {
  const translate = useTranslate()
  return (
    <Panel title={translate('resources.organizations.name', { smart_count: 2 })}>
      <ArrayInput source="organizations" label={false} helperText={false}>
        <SimpleFormIterator
          fullWidth
          disableReordering
          disableClear
          addButton={<AddRowButton label="crm.contact.add_organization" />}
        >
          <FormGrid>
            <OrganizationInput source="organization_id" isRequired />
            <PrimaryChoice />
            <LinkInputs />
          </FormGrid>
        </SimpleFormIterator>
      </ArrayInput>
    </Panel>
  )
}
