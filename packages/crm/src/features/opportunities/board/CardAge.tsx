import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { BoardCardData } from '../../../providers/types.ts'
import { dayOfMoment } from '../../../ui/format.ts'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { daysFrom, isOpen } from '../stages.ts'

/** How many days an open opportunity has been in its stage; since it was made, where it never moved. */
export function CardAge({ card }: { readonly card: BoardCardData }) {
  const translate = useTranslate()
  const { day } = useLocalFormat()
  const since = card.stage_since ?? card.created_at
  const days = daysFrom(since)
  if (!isOpen(card.stage) || days === null) return null
  return (
    <Typography
      variant="caption"
      component="span"
      className="number"
      title={translate(card.stage_since ? 'crm.board.in_stage_since' : 'crm.board.created_on', {
        day: day(dayOfMoment(since)),
      })}
      sx={{ whiteSpace: 'nowrap', color: 'text.secondary' }}
    >
      {translate('crm.board.age_days', { smart_count: days })}
    </Typography>
  )
}
