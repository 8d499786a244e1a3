import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import type { Activity } from '@valence/schema'
import { Form, required, useDataProvider, useNotify, useTranslate } from 'ra-core'
import type { CrmDataProvider } from '../../providers/types.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { OpportunityInput } from '../references/index.ts'
import { useRefreshTimelines } from './useTimeline.ts'

interface ConvertDialogProps {
  /** An engagement. */
  readonly activity: Activity
  readonly onClose: () => void
}

const isRequired = required()

/** Says which opportunity of the same person or organization an engagement belongs to, which makes it an interaction. */
export function ConvertDialog({ activity, onClose }: ConvertDialogProps) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshTimelines()
  const title = translate('crm.convert.title')
  const { contact_id, organization_id } = activity
  const convert = async (values: Record<string, unknown>) => {
    try {
      await dataProvider.convertEngagement(activity.id, Number(values['opportunity_id']))
      notify('crm.convert.done', { type: 'success' })
      onClose()
      await refresh()
    } catch (error) {
      notifyError(error)
    }
  }
  return (
    <Dialog
      open
      fullWidth
      maxWidth="xs"
      onClose={onClose}
      slotProps={{ paper: { 'aria-label': title } }}
    >
      <DialogTitle>{title}</DialogTitle>
      {/* Else it would be about the record of the page. */}
      <Form onSubmit={convert} record={{}}>
        <DialogContent sx={{ pt: 1 }}>
          <OpportunityInput
            source="opportunity_id"
            filter={{ related_to: { contact_id, organization_id } }}
            validate={isRequired}
          />
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button color="inherit" onClick={onClose}>
            {translate('crm.action.cancel')}
          </Button>
          <Button type="submit" variant="contained">
            {translate('crm.action.save')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
