import { Button, SnackbarContent } from '@mui/material'
import type { OpportunityStage } from '@valence/schema'
import { useCloseNotification, useTranslate } from 'ra-core'

interface MovedToastProps {
  readonly stage: OpportunityStage
  readonly onUndo: () => void
}

/** Says where the card went, and offers to take it back. */
export function MovedToast({ stage, onUndo }: MovedToastProps) {
  const translate = useTranslate()
  const close = useCloseNotification()
  const undo = () => {
    onUndo()
    close()
  }
  return (
    <SnackbarContent
      message={translate('crm.board.moved', { stage: translate(`crm.stage.${stage}`) })}
      action={
        <Button size="small" onClick={undo} sx={{ color: '#b9baff' }}>
          {translate('ra.action.undo')}
        </Button>
      }
    />
  )
}
