import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { BoardCardData } from '../../providers/types.ts'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { staleSince, useConfiguration } from '../settings/index.ts'

/** Since when an opportunity has been in its stage for longer than the settings say; nothing while it has not. */
export function StaleMark({
  record,
}: {
  readonly record: Pick<BoardCardData, 'stage' | 'stage_since' | 'created_at'>
}) {
  const translate = useTranslate()
  const { shortDay } = useLocalFormat()
  const { stageLimits } = useConfiguration()
  const since = staleSince(record, stageLimits)
  if (since === null) return null
  return (
    <Typography
      variant="caption"
      component="span"
      sx={{ whiteSpace: 'nowrap', color: 'warning.main', fontWeight: 560 }}
    >
      {translate('crm.stale.since', { day: shortDay(since) })}
    </Typography>
  )
}
