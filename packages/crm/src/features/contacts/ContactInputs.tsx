import { contactRoles, decisionAuthorities, purchaseInfluences } from '@valence/schema'
import { email as emailFormat, required, useRecordContext, useTranslate } from 'ra-core'
import {
  ArrayInput,
  BooleanInput,
  DateInput,
  SelectInput,
  SimpleFormIterator,
  TextInput,
} from 'react-admin'
import type { ContactRecord } from '../../providers/types.ts'
import { AddRowButton } from '../../ui/AddRowButton.tsx'
import { enumChoices } from '../../ui/choices.ts'
import { FormGrid } from '../../ui/FormLayout.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { OrganizationInput } from '../references/index.ts'
import { useStatusChoices, withCurrent } from '../settings/index.ts'
import { TagsInput } from '../tags/index.ts'
import { OwnerInput } from '../users/index.ts'
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
          helperText={false}
          autoFocus={isNew}
        />
        <TextInput
          source="last_name"
          label="crm.field.last_name"
          validate={required()}
          helperText={false}
        />
        <TextInput source="title" label="crm.field.title" helperText={false} />
        <TextInput source="department" label="crm.field.department" helperText={false} />
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
          helperText={false}
          multiline
          minRows={2}
          className="wide"
        />
        <BooleanInput source="has_newsletter" label="crm.field.newsletter" helperText={false} />
      </FormGrid>
    </Panel>
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
          <TextInput
            source="email"
            type="email"
            label="crm.field.email"
            validate={emailFormat()}
            helperText={false}
          />
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
          <TextInput source="number" type="tel" label="crm.field.phone" helperText={false} />
          <SelectInput
            source="type"
            label="crm.field.type"
            choices={KINDS}
            defaultValue="Work"
            helperText={false}
          />
        </SimpleFormIterator>
      </ArrayInput>
      <TextInput source="linkedin_url" label="crm.field.linkedin" helperText={false} fullWidth />
    </Panel>
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
            <SelectInput
              source="role"
              label="crm.field.role"
              choices={enumChoices(contactRoles, 'crm.contact_role')}
              helperText={false}
            />
            <SelectInput
              source="purchase_influence"
              label="crm.field.purchase_influence"
              choices={enumChoices(purchaseInfluences, 'crm.purchase_influence')}
              defaultValue="Unknown"
              helperText={false}
            />
            <SelectInput
              source="decision_authority"
              label="crm.field.decision_authority"
              choices={enumChoices(decisionAuthorities, 'crm.decision_authority')}
              defaultValue="End User"
              helperText={false}
            />
            <TextInput source="notes" label="crm.field.notes" helperText={false} />
            <DateInput source="relationship_start_date" label="crm.field.from" helperText={false} />
            <DateInput source="relationship_end_date" label="crm.field.until" helperText={false} />
          </FormGrid>
        </SimpleFormIterator>
      </ArrayInput>
    </Panel>
  )
}
