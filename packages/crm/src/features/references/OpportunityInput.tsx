import type { Validator } from 'ra-core'
import { ReferenceInput } from 'react-admin'
import { AnsweredAutocomplete } from './AnsweredAutocomplete.tsx'
import { useChoicesOnDemand } from './useChoicesOnDemand.ts'

interface OpportunityInputProps {
  readonly source: string
  /** Only those that a filter of the list finds. */
  readonly filter?: Readonly<Record<string, unknown>>
  readonly validate?: Validator
}

/** Finds an opportunity by typing; the latest are offered first. */
export function OpportunityInput({ source, filter = {}, validate }: OpportunityInputProps) {
  const { reference, field } = useChoicesOnDemand()
  return (
    <ReferenceInput
      source={source}
      reference="opportunities"
      sort={{ field: 'created_at', order: 'DESC' }}
      perPage={20}
      filter={filter}
      {...reference}
    >
      <AnsweredAutocomplete
        label="crm.panel.opportunity"
        optionText="name"
        filterToQuery={(words: string) => (words ? { q: words } : {})}
        helperText={false}
        {...field}
        {...(validate ? { validate } : {})}
      />
    </ReferenceInput>
  )
}
