import { contactRoles, decisionAuthorities, purchaseInfluences } from '@valence/schema'
import { DateInput, SelectInput } from 'react-admin'
import { enumChoices } from '../../ui/choices.ts'
import { TextInput } from '../../ui/TextInput.tsx'

/** What a person is in an organization. */
export function LinkInputs() {
  return (
    <>
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
      <TextInput table="contact_organizations" source="notes" label="crm.field.notes" />
      <DateInput source="relationship_start_date" label="crm.field.from" helperText={false} />
      <DateInput source="relationship_end_date" label="crm.field.until" helperText={false} />
    </>
  )
}
