import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
} from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import type { Tag } from '@valence/schema'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, TagUse } from '../../providers/types.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { totalUses, useUseText } from './tag-uses.ts'

interface DeleteTagDialogProps {
  readonly tag: Tag
  readonly use: TagUse | undefined
  readonly onClose: () => void
}

/** Says how many records lose the tag, before they do. */
export function DeleteTagDialog({ tag, use, onClose }: DeleteTagDialogProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const usesText = useUseText()
  const [isBusy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      await dataProvider.deleteTag(tag.id)
      notify('crm.tag.deleted', { type: 'info' })
      onClose()
      await queryClient.invalidateQueries()
    } catch (error) {
      notifyError(error)
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{translate('crm.tag.delete_title', { name: tag.name })}</DialogTitle>
      <DialogContent>
        <DialogContentText variant="body2">
          {totalUses(use) === 0
            ? translate('crm.tag.delete_unused')
            : translate('crm.tag.delete_used', { uses: usesText(use) })}
        </DialogContentText>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="inherit" onClick={onClose}>
          {translate('crm.action.cancel')}
        </Button>
        <Button variant="contained" color="error" disabled={isBusy} onClick={() => void remove()}>
          {translate('crm.action.delete')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
