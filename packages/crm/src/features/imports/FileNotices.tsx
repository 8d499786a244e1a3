import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { FileNotice } from './table.ts'

const SHOWN = 8

/** What a file had that people should know, with the lines. */
export function FileNotices({ notices }: { readonly notices: readonly FileNotice[] }) {
  const translate = useTranslate()
  if (notices.length === 0) return null
  return (
    <Box component="ul" sx={{ m: 0, mb: 1, pl: 2.5, fontSize: '0.875rem' }}>
      {notices.map(({ code, lines, name = '' }) => {
        const more = lines.length > SHOWN ? ' …' : ''
        return (
          <li key={code}>
            {translate(`crm.import.file_notice.${code}`, {
              smart_count: lines.length,
              lines: `${lines.slice(0, SHOWN).join(', ')}${more}`,
              name,
            })}
          </li>
        )
      })}
    </Box>
  )
}
