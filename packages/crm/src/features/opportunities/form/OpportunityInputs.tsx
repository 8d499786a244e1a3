import {
  contactRoles,
  type OpportunityStage,
  opportunityStatuses,
  participantRoles,
  priorityLevels,
} from '@valence/schema'
import { maxValue, minValue, required, useRecordContext, useTranslate } from 'ra-core'
import { ArrayInput, DateInput, NumberInput, SelectInput, SimpleFormIterator } from 'react-admin'
import { useWatch } from 'react-hook-form'
import type { OpportunityRecord } from '../../../providers/types.ts'
import { AddRowButton } from '../../../ui/AddRowButton.tsx'
import { enumChoices } from '../../../ui/choices.ts'
import { FormGrid } from '../../../ui/FormLayout.tsx'
import { today } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { TextInput } from '../../../ui/TextInput.tsx'
import { opportunityTexts } from '../../fields/index.ts'
import { ContactInput, OrganizationInput } from '../../references/index.ts'
import { useConfiguration, withCurrent } from '../../settings/index.ts'
import { TagsInput } from '../../tags/index.ts'
import { OwnerInput } from '../../users/index.ts'
import { isClosed } from '../stages.ts'
import { ProbabilityInput } from './ProbabilityInput.tsx'

/** Everything of an opportunity that people write. */
export function OpportunityInputs({ isNew = false }: { readonly isNew?: boolean }) {
  const translate = useTranslate()
  return (
    <>
      <Panel title={translate('crm.panel.opportunity')}>
        <FormGrid>
          <TextInput
            source="name"
            label="crm.field.name"
            validate={required()}
            autoFocus={isNew}
            className="wide"
          />
          <OrganizationInput source="customer_organization_id" />
          <CategoryInput />
          <NumberInput
            source="amount"
            label="crm.field.amount"
            validate={minValue(0)}
            helperText={false}
            min={0}
            step={1}
          />
          <OwnerInput isNew={isNew} />
          {isNew ? (
            <div className="wide">
              <TagsInput source="tag_ids" />
            </div>
          ) : null}
          <TextInput
            source="description"
            label="crm.field.description"
            multiline
            minRows={3}
            className="wide"
          />
        </FormGrid>
      </Panel>
      <StageInputs />
      <PeopleInputs />
    </>
  )
}

function CategoryInput() {
  const record = useRecordContext<OpportunityRecord>()
  const { choices } = useConfiguration()
  const known = choices('dealCategories')
  return (
    <SelectInput
      source="category"
      label="crm.field.category"
      choices={[...withCurrent(known, record?.category)]}
      optionValue="value"
      optionText="label"
      translateChoice={false}
      helperText={false}
    />
  )
}

function StageInputs() {
  const translate = useTranslate()
  const { stageOrder, stageProbabilities } = useConfiguration()
  const stage: OpportunityStage | undefined = useWatch({ name: 'stage' })
  const isDecided = stage !== undefined && isClosed(stage)
  return (
    <Panel title={translate('crm.panel.progress')}>
      <FormGrid>
        <SelectInput
          source="stage"
          label="crm.field.stage"
          choices={enumChoices(stageOrder, 'crm.stage')}
          defaultValue="lead"
          validate={required()}
          helperText={false}
        />
        <ProbabilityInput
          byStage={stage ? stageProbabilities[stage] : 0}
          isFixed={isDecided}
          validate={[minValue(0), maxValue(100)]}
        />
        <SelectInput
          source="priority"
          label="crm.field.priority"
          choices={enumChoices(priorityLevels, 'crm.priority')}
          defaultValue="medium"
          validate={required()}
          helperText={false}
        />
        <SelectInput
          source="status"
          label="crm.field.status"
          choices={enumChoices(opportunityStatuses, 'crm.opportunity_status')}
          defaultValue="active"
          validate={required()}
          helperText={false}
        />
        <DateInput
          source="expected_closing_date"
          label="crm.field.expected_close"
          helperText={false}
        />
        {isDecided ? (
          <DateInput
            source="actual_close_date"
            label="crm.field.actual_close"
            defaultValue={today()}
            helperText={false}
          />
        ) : null}
        {stage === 'closed_lost' ? (
          <TextInput
            source="lost_reason"
            label="crm.field.lost_reason"
            validate={required()}
            multiline
            className="wide"
          />
        ) : null}
        <TextInput source="next_action" label="crm.field.next_action" />
        <DateInput
          source="next_action_date"
          label="crm.field.next_action_date"
          helperText={false}
        />
        {opportunityTexts.map((name) => (
          <TextInput key={name} source={name} label={`crm.field.${name}`} />
        ))}
      </FormGrid>
    </Panel>
  )
}

/** The two inputs of a row share its width. */
const PEOPLE_ROWS = {
  '& .RaSimpleFormIterator-form': { flex: 1, minWidth: 0 },
  '& .RaSimpleFormIterator-inline': { width: '100%' },
  '& .RaSimpleFormIterator-inline > *': { flex: '1 1 180px', minWidth: 0 },
  '& .RaSimpleFormIterator-line': { py: 0.75 },
} as const

function PeopleInputs() {
  const translate = useTranslate()
  const organizationId: number | null = useWatch({ name: 'customer_organization_id' }) ?? null
  return (
    <Panel title={translate('crm.panel.people')}>
      <ArrayInput source="contacts" label="crm.field.contacts" helperText={false}>
        <SimpleFormIterator
          inline
          fullWidth
          disableReordering
          disableClear
          sx={PEOPLE_ROWS}
          addButton={<AddRowButton label="crm.opportunity.add_contact" />}
        >
          <ContactInput source="contact_id" organizationId={organizationId} />
          <SelectInput
            source="role"
            label="crm.field.role"
            choices={enumChoices(contactRoles, 'crm.contact_role')}
            helperText={false}
          />
        </SimpleFormIterator>
      </ArrayInput>
      <ArrayInput source="participants" label="crm.field.other_organizations" helperText={false}>
        <SimpleFormIterator
          inline
          fullWidth
          disableReordering
          disableClear
          sx={PEOPLE_ROWS}
          addButton={<AddRowButton label="crm.opportunity.add_organization" />}
        >
          <OrganizationInput source="organization_id" />
          <SelectInput
            source="role"
            label="crm.field.role"
            choices={enumChoices(participantRoles, 'crm.participant_role')}
            defaultValue="partner"
            helperText={false}
          />
        </SimpleFormIterator>
      </ArrayInput>
    </Panel>
  )
}
