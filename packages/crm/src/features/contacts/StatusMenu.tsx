import { Button, Menu, MenuItem } from '@mui/material'
import { useTranslate, useUpdate } from 'ra-core'
import { useState } from 'react'
import type { ContactRecord } from '../../providers/types.ts'
import { ExpandIcon } from '../../ui/icons.ts'
import { Dot } from '../../ui/SoftChip.tsx'
import { useMayWrite } from '../../ui/useMayWrite.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { labelOf, useStatusChoices } from '../settings/index.ts'

/** How warm the contact is, changed in one step. */
export function StatusMenu({ record }: { readonly record: ContactRecord }) {
  const translate = useTranslate()
  const notifyError = useNotifyError()
  const choices = useStatusChoices()
  const mayWrite = useMayWrite()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [update] = useUpdate<ContactRecord>()
  const current = choices.find(({ value, label }) => [value, label].includes(record.status ?? ''))

  const status = record.status
    ? labelOf(choices, record.status)
    : translate('crm.contact.no_status')

  const choose = (next: string) => {
    setAnchor(null)
    void update(
      'contacts',
      {
        id: record.id,
        data: { ...record, status: next },
        previousData: record,
      },
      { mutationMode: 'optimistic', onError: notifyError },
    )
  }
  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        aria-haspopup="menu"
        disabled={!mayWrite}
        aria-label={translate('crm.labelled', {
          name: status,
          value: translate('crm.contact.change_status'),
        })}
        onClick={(event) => setAnchor(event.currentTarget)}
        startIcon={<Dot colour={current?.color ?? 'var(--v-muted)'} />}
        endIcon={<ExpandIcon />}
      >
        {status}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {choices.map((choice) => (
          <MenuItem
            key={choice.value}
            selected={choice === current}
            onClick={() => choose(choice.value)}
            sx={{ gap: 1 }}
          >
            <Dot colour={choice.color ?? 'var(--v-muted)'} />
            {choice.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
