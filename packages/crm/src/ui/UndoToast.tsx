import { Button, SnackbarContent } from '@mui/material'
import { useCloseNotification, useTranslate } from 'ra-core'

interface UndoToastProps {
  /** What was done, in the reader's words. */
  readonly message: string
  readonly onUndo: () => void
}

/** Says what was done, and offers to take it back. */
export function UndoToast({ message, onUndo }: UndoToastProps) {
  const translate = useTranslate()
  const close = useCloseNotification()
  const undo = () => {
    onUndo()
    close()
  }
  return (
    <SnackbarContent
      message={message}
      action={
        <Button size="small" onClick={undo} sx={{ color: '#b9baff' }}>
          {translate('ra.action.undo')}
        </Button>
      }
    />
  )
}
