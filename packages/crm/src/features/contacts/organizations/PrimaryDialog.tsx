import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { ContactLink } from '../../../providers/types.ts'

interface PrimaryDialogProps {
  readonly former: ContactLink
  readonly next: ContactLink
  readonly onClose: () => void
  readonly onConfirm: (keepFormer: boolean) => void
}

/** Another primary organization, and what becomes of the one before: associated, unless one says otherwise. */
export function PrimaryDialog({ former, next, onClose, onConfirm }: PrimaryDialogProps) {
  const translate = useTranslate()
  const [keepFormer, setKeepFormer] = useState(true)
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{translate('crm.contact.primary_title', { name: next.name })}</DialogTitle>
      <DialogContent>
        <FormControlLabel
          control={
            <Checkbox
              checked={keepFormer}
              onChange={(_event, isChecked) => setKeepFormer(isChecked)}
            />
          }
          label={translate('crm.contact.keep_former', { name: former.name })}
        />
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="inherit" onClick={onClose}>
          {translate('crm.action.cancel')}
        </Button>
        <Button variant="contained" onClick={() => onConfirm(keepFormer)}>
          {translate('crm.contact.make_primary')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
