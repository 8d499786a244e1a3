import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Skeleton,
} from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useDelete, useNotify, useRedirect, useTranslate } from 'ra-core'
import type {
  CrmDataProvider,
  OrganizationImpact,
  OrganizationRecord,
} from '../../providers/types.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'

interface TrashDialogProps {
  readonly record: OrganizationRecord
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Says what moving an organization to the trash touches, before it does. */
export function TrashDialog({ record, isOpen, onClose }: TrashDialogProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const redirect = useRedirect()
  const queryClient = useQueryClient()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [remove, { isPending }] = useDelete<OrganizationRecord>()
  const { data: impact, error } = useQuery({
    queryKey: ['organizations', 'impact', record.id],
    queryFn: () => dataProvider.getOrganizationImpact(record.id),
    enabled: isOpen,
    gcTime: 0,
  })
  const confirm = () =>
    void remove(
      'organizations',
      { id: record.id, previousData: record },
      {
        onSuccess: () => {
          notify('crm.organization.deleted', { type: 'info' })
          void queryClient.invalidateQueries({ queryKey: ['contacts'] })
          redirect('list', 'organizations')
        },
        onError: notifyError,
      },
    )
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{translate('crm.organization.trash_title', { name: record.name })}</DialogTitle>
      <DialogContent>
        <DialogContentText variant="body2" component="div">
          {impact || error ? null : <Skeleton width="80%" />}
          {error ? translate(error.message, { _: error.message }) : null}
          {impact ? <Impact {...impact} /> : null}
        </DialogContentText>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="inherit" onClick={onClose}>
          {translate('crm.action.cancel')}
        </Button>
        <Button variant="contained" color="error" onClick={confirm} disabled={!impact || isPending}>
          {translate('crm.organization.trash_confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Impact({ people, left_alone, opportunities, subsidiaries }: OrganizationImpact) {
  const translate = useTranslate()
  const lines = [
    translate('crm.organization.impact_people', { smart_count: people }),
    left_alone > 0
      ? translate('crm.organization.impact_left_alone', { smart_count: left_alone })
      : null,
    translate('crm.organization.impact_opportunities', { smart_count: opportunities }),
    subsidiaries > 0
      ? translate('crm.organization.impact_subsidiaries', { smart_count: subsidiaries })
      : null,
    translate('crm.organization.impact_back'),
  ]
  return (
    <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
      {lines.flatMap((line) => (line ? [<li key={line}>{line}</li>] : []))}
    </ul>
  )
}
