import { Alert } from '@mui/material'
import { useListContext, useTranslate } from 'ra-core'

/** Above a list of what nearly holds the words of its search, because nothing holds them as they were typed. */
export function GuessNote() {
  const translate = useTranslate()
  const { data, meta } = useListContext()
  if (!meta?.isGuess || !data?.length) return null
  return (
    <Alert severity="info" variant="outlined" role="status" sx={{ mb: 1.5 }}>
      {translate('crm.list.guess')}
    </Alert>
  )
}
