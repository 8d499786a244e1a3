import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  useMediaQuery,
  useTheme,
} from '@mui/material'
import { useTranslate } from 'ra-core'
import { useId } from 'react'
import type { ChangedResource } from '../../providers/types.ts'
import { ChangeList } from './ChangeList.tsx'

export interface HistoryOf {
  readonly resource: ChangedResource
  readonly recordId: number
  /** What the record is called. */
  readonly name: string
}

/** What happened to one record, read when it is opened. */
export function HistoryDialog({
  resource,
  recordId,
  name,
  onClose,
}: HistoryOf & { readonly onClose: () => void }) {
  const translate = useTranslate()
  const titleId = useId()
  const isPhone = useMediaQuery(useTheme().breakpoints.down('sm'))
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={isPhone}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <DialogTitle id={titleId}>{translate('crm.changes.history_of', { name })}</DialogTitle>
      <DialogContent dividers tabIndex={0} sx={{ p: 0 }}>
        <ChangeList filter={{ resource, recordId }} namesRecord={false} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
