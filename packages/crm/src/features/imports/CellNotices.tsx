import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import type { NoticeCount } from './import-report.ts'
import { useFieldName } from './useFieldName.ts'

/** What was done to cells so that their rows could be read, with examples. */
export function CellNotices({ notices }: { readonly notices: readonly NoticeCount[] }) {
  const translate = useTranslate()
  const { fieldName } = useFieldName()
  if (notices.length === 0) return null
  return (
    <Panel title={translate('crm.import.notices')}>
      <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: '0.875rem', overflowWrap: 'anywhere' }}>
        {notices.map(({ field, code, count, examples }) => (
          <li key={`${field} ${code}`}>
            {translate(`crm.import.notice.${code}`, {
              smart_count: count,
              field: fieldName(field),
            })}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {' – '}
              {examples
                .map(({ line, value }) =>
                  translate('crm.import.notice_example', { line, value: value.slice(0, 60) }),
                )
                .join('; ')}
            </Box>
          </li>
        ))}
      </Box>
    </Panel>
  )
}
