import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { useLengthNote } from '../../ui/useLengthNote.ts'

interface LostReasonDialogProps {
  readonly isOpen: boolean
  readonly onConfirm: (reason: string) => void
  /** Without a reason it is not lost. */
  readonly onCancel: () => void
}

/** Asks why, before it is written: nothing is lost without a reason. */
export function LostReasonDialog({ isOpen, onConfirm, onCancel }: LostReasonDialogProps) {
  const translate = useTranslate()
  const [reason, setReason] = useState('')
  const note = useLengthNote('opportunities', 'lost_reason')
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    // A dialog is a child of its page for React: the page's own form is not meant.
    event.stopPropagation()
    if (reason.trim() === '') return
    onConfirm(reason.trim())
    setReason('')
  }
  const cancel = () => {
    setReason('')
    onCancel()
  }
  return (
    <Dialog open={isOpen} onClose={cancel} fullWidth maxWidth="xs">
      <form onSubmit={confirm}>
        <DialogTitle>{translate('crm.opportunity.why_lost')}</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            required
            multiline
            minRows={3}
            sx={{ mt: 1 }}
            label={translate('crm.field.lost_reason')}
            value={reason}
            {...note(reason)}
            onChange={(event) => setReason(event.target.value)}
          />
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button color="inherit" onClick={cancel}>
            {translate('crm.opportunity.not_lost')}
          </Button>
          <Button type="submit" variant="contained" disabled={reason.trim() === ''}>
            {translate('crm.opportunity.mark_lost')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
