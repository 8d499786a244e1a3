import { organizationPriorities, organizationTypes } from '@valence/schema'
import { required, useRecordContext, useTranslate } from 'ra-core'
import { ArrayInput, BooleanInput, SelectInput, SimpleFormIterator } from 'react-admin'
import { useWatch } from 'react-hook-form'
import type { OrganizationRecord } from '../../providers/types.ts'
import { AddRowButton } from '../../ui/AddRowButton.tsx'
import { enumChoices } from '../../ui/choices.ts'
import { FormGrid } from '../../ui/FormLayout.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PictureInput } from '../../ui/PictureInput.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { isWebAddress, leadsToTheWeb } from '../../ui/web-address.ts'
import { OrganizationInput } from '../references/index.ts'
import { useConfiguration, withCurrent } from '../settings/index.ts'
import { TagsInput } from '../tags/index.ts'
import { OwnerInput } from '../users/index.ts'
import { SIZES } from './sizes.ts'

/** Everything of an organization that people write. */
export function OrganizationInputs({ isNew = false }: { readonly isNew?: boolean }) {
  return (
    <>
      <IdentityInputs isNew={isNew} />
      <AddressInputs />
    </>
  )
}

function IdentityInputs({ isNew }: { readonly isNew: boolean }) {
  const translate = useTranslate()
  return (
    <Panel title={translate('crm.panel.organization')}>
      <FormGrid>
        <TextInput
          source="name"
          label="crm.field.name"
          validate={required()}
          autoFocus={isNew}
          className="wide"
        />
        <SelectInput
          source="organization_type"
          label="crm.field.type"
          choices={enumChoices(organizationTypes, 'crm.organization_type')}
          defaultValue="prospect"
          validate={required()}
          helperText={false}
        />
        <SelectInput
          source="priority"
          label="crm.field.priority"
          choices={organizationPriorities.map((id) => ({ id, name: id }))}
          translateChoice={false}
          defaultValue="C"
          validate={required()}
          helperText={false}
        />
        <TextInput source="segment" label="crm.field.segment" />
        <SectorInput />
        <SelectInput
          source="size"
          label="crm.field.size"
          choices={SIZES.map((id) => ({ id, name: `crm.size.${id}` }))}
          helperText={false}
        />
        <OrganizationInput source="parent_company_id" label="crm.field.parent" />
        <OwnerInput isNew={isNew} />
        <TextInput source="revenue" label="crm.field.revenue" />
        <BooleanInput source="is_principal" label="crm.field.is_principal" helperText={false} />
        <BooleanInput source="is_distributor" label="crm.field.is_distributor" helperText={false} />
        <TextInput
          source="description"
          label="crm.field.description"
          multiline
          minRows={2}
          className="wide"
        />
        {isNew ? (
          <div className="wide">
            <TagsInput source="tag_ids" />
          </div>
        ) : null}
        <LogoInput />
      </FormGrid>
    </Panel>
  )
}

function LogoInput() {
  const name = useWatch({ name: 'name' })
  return (
    <PictureInput
      source="logo"
      label="crm.field.logo"
      name={String(name ?? '')}
      shape="organization"
    />
  )
}

function SectorInput() {
  const record = useRecordContext<OrganizationRecord>()
  const { choices } = useConfiguration()
  const known = choices('companySectors')
  return (
    <SelectInput
      source="sector"
      label="crm.field.sector"
      choices={[...withCurrent(known, record?.sector)]}
      optionValue="value"
      optionText="label"
      translateChoice={false}
      helperText={false}
    />
  )
}

function AddressInputs() {
  const translate = useTranslate()
  const fields = [
    'website',
    'linkedin_url',
    'phone_number',
    'address',
    'zipcode',
    'city',
    'state_abbr',
    'country',
    'tax_identifier',
  ] as const
  return (
    <Panel title={translate('crm.panel.reach')}>
      <FormGrid>
        {fields.map((source) => (
          <TextInput
            key={source}
            source={source}
            label={`crm.field.${LABELS[source] ?? source}`}
            {...(LINKS.includes(source) ? { validate: leadsToTheWeb } : {})}
          />
        ))}
      </FormGrid>
      <ArrayInput source="context_links" label="crm.field.links" helperText={false} sx={{ mt: 3 }}>
        <SimpleFormIterator
          inline
          fullWidth
          disableReordering
          disableClear
          addButton={<AddRowButton label="crm.organization.add_link" />}
        >
          <TextInput source="" label="crm.field.link" validate={webAddress} fullWidth />
        </SimpleFormIterator>
      </ArrayInput>
    </Panel>
  )
}

/** Links lead to the web and nowhere else. */
function webAddress(value: unknown) {
  const text = String(value ?? '').trim()
  return text === '' || isWebAddress(text) ? undefined : 'crm.organization.no_web_address'
}

/** Words in these that are no address stay as they are: old records have them. */
const LINKS: readonly string[] = ['website', 'linkedin_url']

const LABELS: Readonly<Record<string, string>> = {
  linkedin_url: 'linkedin',
  phone_number: 'phone',
  state_abbr: 'state',
}
