import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material'
import { useNotify, useTranslate, useUpdate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import type { OpportunityRecord } from '../../providers/types.ts'
import { today } from '../../ui/format.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'

interface LostReasonDialogProps {
  /** The opportunity that was just lost; null for none. */
  readonly opportunityId: number | null
  readonly onClose: () => void
}

/** Asks why, right when it is known. The move is saved already, so «later» loses nothing. */
export function LostReasonDialog({ opportunityId, onClose }: LostReasonDialogProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [reason, setReason] = useState('')
  const [update, { isPending }] = useUpdate<OpportunityRecord>()

  const close = () => {
    setReason('')
    onClose()
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (opportunityId === null || reason.trim() === '') return
    void update(
      'opportunities',
      {
        id: opportunityId,
        data: { lost_reason: reason, actual_close_date: today() },
        previousData: { id: opportunityId } as OpportunityRecord,
      },
      {
        onSuccess: () => {
          notify('crm.opportunity.reason_saved', { type: 'success' })
          close()
        },
        onError: notifyError,
      },
    )
  }
  return (
    <Dialog open={opportunityId !== null} onClose={close} fullWidth maxWidth="xs">
      <form onSubmit={save}>
        <DialogTitle>{translate('crm.opportunity.why_lost')}</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            multiline
            minRows={3}
            sx={{ mt: 1 }}
            label={translate('crm.field.lost_reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button color="inherit" onClick={close}>
            {translate('crm.action.later')}
          </Button>
          <Button type="submit" variant="contained" disabled={isPending || reason.trim() === ''}>
            {translate('crm.action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
