import { FormControlLabel, Radio } from '@mui/material'
import { useSimpleFormIteratorItem, useTranslate } from 'ra-core'
import { useFormContext, useWatch } from 'react-hook-form'
import type { OrganizationLink } from '../../providers/types.ts'

const SOURCE = 'organizations'

/** Marks one entry of the organizations as the primary one, and no other. */
export function PrimaryChoice() {
  const translate = useTranslate()
  const { index } = useSimpleFormIteratorItem()
  const { getValues, setValue } = useFormContext()
  const links: Partial<OrganizationLink>[] = useWatch({ name: SOURCE }) ?? []
  const chosen = links.findIndex((link) => link?.is_primary_organization)
  // The first one is primary as long as nobody says otherwise, as the database has it.
  const isPrimary = index === (chosen === -1 ? 0 : chosen)

  const choose = () => {
    const current: unknown[] = getValues(SOURCE) ?? []
    current.forEach((_link, place) => {
      setValue(`${SOURCE}.${place}.is_primary_organization`, place === index, { shouldDirty: true })
    })
  }
  return (
    <FormControlLabel
      control={<Radio size="small" checked={isPrimary} onChange={choose} />}
      label={translate('crm.contact.is_primary')}
    />
  )
}
