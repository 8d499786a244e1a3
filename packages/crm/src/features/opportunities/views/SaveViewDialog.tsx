import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  TextField,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { useLengthNote } from '../../../ui/useLengthNote.ts'

interface SaveViewDialogProps {
  readonly isOpen: boolean
  readonly onSave: (name: string, isShared: boolean) => void
  readonly onClose: () => void
}

/** A name for what the list shows now, and whether others may use it. */
export function SaveViewDialog({ isOpen, onSave, onClose }: SaveViewDialogProps) {
  const translate = useTranslate()
  const [name, setName] = useState('')
  const note = useLengthNote('saved_views', 'name')
  const [isShared, setShared] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onSave(name.trim(), isShared)
    setName('')
    setShared(false)
  }
  return (
    <Dialog open={isOpen} onClose={onClose} fullWidth maxWidth="xs">
      <form onSubmit={submit}>
        <DialogTitle>{translate('crm.view.save_as')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1 }}>
          <TextField
            autoFocus
            required
            fullWidth
            sx={{ mt: 1 }}
            label={translate('crm.field.name')}
            value={name}
            {...note(name)}
            onChange={(event) => setName(event.target.value)}
          />
          <FormControlLabel
            control={
              <Checkbox checked={isShared} onChange={(event) => setShared(event.target.checked)} />
            }
            label={translate('crm.view.share_label')}
          />
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button color="inherit" onClick={onClose}>
            {translate('crm.action.cancel')}
          </Button>
          <Button type="submit" variant="contained" disabled={name.trim() === ''}>
            {translate('crm.action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
