import type { Task } from '@valence/schema'
import { required } from 'ra-core'
import { DateInput, SelectInput } from 'react-admin'
import { today } from '../../ui/format.ts'
import { TextInput } from '../../ui/TextInput.tsx'
import { ContactInput, OpportunityInput, OrganizationInput } from '../references/index.ts'
import { useConfiguration } from '../settings/index.ts'
import { OwnerInput } from '../users/index.ts'
import { dueDay } from './due.ts'
import { FieldPair } from './FieldPair.tsx'
import { RepeatInputs } from './RepeatInputs.tsx'

/** Everything of a task that people write. */
export function TaskInputs({ isNew }: { readonly isNew: boolean }) {
  const { choices } = useConfiguration()
  const types = choices('taskTypes')
  return (
    <>
      <TextInput
        source="text"
        label="crm.task.text"
        multiline
        validate={required()}
        autoFocus={isNew}
      />
      <ContactInput source="contact_id" />
      <FieldPair>
        <OpportunityInput source="opportunity_id" />
        <OrganizationInput source="organization_id" />
      </FieldPair>
      <FieldPair>
        {types.length > 0 ? (
          <SelectInput
            source="type"
            label="crm.field.type"
            choices={types.map(({ value, label }) => ({ id: value, name: label }))}
            helperText={false}
          />
        ) : null}
        <DateInput source="due_day" label="crm.task.due" helperText={false} />
      </FieldPair>
      <RepeatInputs />
      <OwnerInput isNew={isNew} />
    </>
  )
}

/** What the form of a task begins with; a new one is due today. */
export function taskDefaults(task: Task | null) {
  return { due_day: task ? dueDay(task.due_date) : today() }
}

/** A task about nothing would be found nowhere. */
export function taskProblems(values: Record<string, unknown>): Record<string, string> {
  const isAbout = values['contact_id'] || values['opportunity_id'] || values['organization_id']
  return isAbout ? {} : { contact_id: 'crm.task.about_required' }
}
