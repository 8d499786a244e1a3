import type { DraggableProvidedDragHandleProps } from '@hello-pangea/dnd'
import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router-dom'
import type { BoardCardData } from '../../../providers/types.ts'
import { dayOf, today } from '../../../ui/format.ts'
import { InitialsAvatar } from '../../../ui/InitialsAvatar.tsx'
import { NextStepIcon } from '../../../ui/icons.ts'
import { NameText } from '../../../ui/NameText.tsx'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { useMoney } from '../../settings/index.ts'
import { TagChips } from '../../tags/index.ts'
import { PriorityMark } from '../PriorityMark.tsx'
import { StaleMark } from '../StaleMark.tsx'
import { isPastClose } from '../stages.ts'
import { CardAge } from './CardAge.tsx'

interface BoardCardProps {
  readonly card: BoardCardData
  readonly isDragging: boolean
  readonly handleProps: DraggableProvidedDragHandleProps | null
}

/** One opportunity on the board. The whole card is its link and its handle: Enter opens, Space lifts. */
export function BoardCard({ card, isDragging, handleProps }: BoardCardProps) {
  const money = useMoney()
  return (
    <Box
      component={Link}
      to={`/opportunities/${card.id}/show`}
      {...handleProps}
      role="link"
      sx={{
        display: 'block',
        p: 1.5,
        borderRadius: '10px',
        textDecoration: 'none',
        color: 'text.primary',
        bgcolor: 'background.paper',
        border: '1px solid',
        borderColor: isDragging ? 'primary.main' : 'var(--v-border)',
        boxShadow: isDragging ? '0 14px 30px rgb(10 10 40 / 22%)' : 'var(--v-shadow)',
        transition: 'border-color 120ms',
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      <Typography
        variant="body2"
        component="span"
        sx={{
          fontWeight: 600,
          lineHeight: 1.38,
          pr: 2.5,
          display: '-webkit-box',
          WebkitBoxOrient: 'vertical',
          WebkitLineClamp: 2,
          overflow: 'hidden',
          overflowWrap: 'anywhere',
        }}
      >
        <NameText name={card.name} />
      </Typography>
      <Box
        component="span"
        sx={{ display: 'flex', gap: 1, mt: 0.25, alignItems: 'baseline', minWidth: 0 }}
      >
        <Typography
          variant="caption"
          component="span"
          noWrap
          sx={{ flex: 1, minWidth: 0, color: 'text.secondary' }}
        >
          {card.company_name}
        </Typography>
        <CardAge card={card} />
      </Box>
      <StaleMark record={card} />
      {card.next_action ? <NextStep card={card} /> : null}
      {card.tag_ids.length > 0 ? (
        <Box component="span" sx={{ display: 'block', mt: 0.75 }}>
          <TagChips ids={card.tag_ids} max={2} />
        </Box>
      ) : null}
      <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, mt: 1 }}>
        <Typography
          component="span"
          variant="body2"
          className="number"
          sx={{ fontWeight: 620, letterSpacing: '-0.01em' }}
        >
          {money(card.amount, true)}
        </Typography>
        <PriorityMark priority={card.priority} isCompact />
        <Box
          component="span"
          sx={{ display: 'flex', alignItems: 'center', gap: 0.75, ml: 'auto', minWidth: 0 }}
        >
          <CloseDay card={card} />
          {card.owner_name ? <InitialsAvatar name={card.owner_name} size={22} /> : null}
        </Box>
      </Box>
    </Box>
  )
}

/** What is to be done, and by when where that is said. */
function NextStep({ card }: { readonly card: BoardCardData }) {
  const { shortDay } = useLocalFormat()
  const isLate = card.next_action_date !== null && card.next_action_date < today()
  return (
    <Box
      component="span"
      sx={{ display: 'flex', gap: 0.5, mt: 0.75, color: 'text.secondary', alignItems: 'center' }}
    >
      <NextStepIcon aria-hidden sx={{ fontSize: 14, flex: 'none' }} />
      <Typography variant="caption" component="span" noWrap sx={{ minWidth: 0 }}>
        {card.next_action}
      </Typography>
      {card.next_action_date ? (
        <Typography
          variant="caption"
          component="time"
          dateTime={card.next_action_date}
          sx={{ flex: 'none', color: isLate ? 'error.main' : 'inherit' }}
        >
          {shortDay(card.next_action_date)}
        </Typography>
      ) : null}
    </Box>
  )
}

function CloseDay({ card }: { readonly card: BoardCardData }) {
  const translate = useTranslate()
  const { shortDay, day: wholeDay } = useLocalFormat()
  const day = dayOf(card.expected_closing_date)
  if (!day) return null
  const isLate = isPastClose(card.stage, day, today())
  return (
    <Typography
      variant="caption"
      component="time"
      dateTime={day}
      title={translate('crm.labelled', {
        name: translate(isLate ? 'crm.opportunity.close_overdue' : 'crm.field.expected_close'),
        value: wholeDay(day),
      })}
      noWrap
      sx={{
        minWidth: 0,
        color: isLate ? 'error.main' : 'text.secondary',
        fontWeight: isLate ? 580 : 400,
      }}
    >
      {shortDay(day)}
    </Typography>
  )
}
