import { Box } from '@mui/material'
import { onlineManager } from '@tanstack/react-query'
import { useNotify, useTranslate } from 'ra-core'
import { useEffect, useSyncExternalStore } from 'react'
import { OfflineIcon } from '../ui/icons.ts'

// Until told otherwise, TanStack Query takes a page that was opened without a connection for connected.
onlineManager.setOnline(navigator.onLine)

/** Says that there is no connection, as long as there is none, and once when it is back. */
export function OfflineNotice() {
  const translate = useTranslate()
  const notify = useNotify()
  const isOnline = useSyncExternalStore(
    (onChange) => onlineManager.subscribe(onChange),
    () => onlineManager.isOnline(),
  )
  useEffect(() => {
    if (isOnline) return
    return () => notify('crm.offline.back', { type: 'success' })
  }, [isOnline, notify])

  return (
    <Box role="status">
      {isOnline ? null : (
        <Box
          sx={{
            display: 'flex',
            gap: 1,
            alignItems: 'center',
            px: { xs: 2, sm: 3 },
            py: 1,
            fontSize: '0.8125rem',
            bgcolor: 'var(--v-sunken)',
            borderBottom: '1px solid var(--v-border)',
          }}
        >
          <OfflineIcon aria-hidden fontSize="small" sx={{ color: 'warning.main' }} />
          <Box>
            <strong>{translate('crm.offline.title')}</strong> {translate('crm.offline.text')}
          </Box>
        </Box>
      )}
    </Box>
  )
}
