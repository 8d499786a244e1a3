import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { DownloadIcon } from '../icons.ts'
import type { Export } from './useExport.ts'

/** Starts an export, and says how far it is. */
export function ExportButton({ percent, run }: Export) {
  const translate = useTranslate()
  return (
    <Button
      size="small"
      color="inherit"
      startIcon={<DownloadIcon />}
      disabled={percent !== null}
      onClick={() => void run()}
    >
      {percent === null
        ? translate('crm.table.export')
        : translate('crm.percent', { value: percent })}
    </Button>
  )
}
