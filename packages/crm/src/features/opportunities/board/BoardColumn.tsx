import { Draggable, Droppable } from '@hello-pangea/dnd'
import { Box, Button, Skeleton, Typography } from '@mui/material'
import type { OpportunityStage } from '@valence/schema'
import { useTranslate } from 'ra-core'
import type { BoardColumnData } from '../../../providers/types.ts'
import { Dot } from '../../../ui/SoftChip.tsx'
import { useMayWrite } from '../../../ui/useMayWrite.ts'
import { useMoney } from '../../settings/index.ts'
import { stageColour } from '../stages.ts'
import { BoardCard } from './BoardCard.tsx'
import type { Drag } from './columns.ts'
import { MoveMenu } from './MoveMenu.tsx'
import { useSeen } from './useSeen.ts'

interface BoardColumnProps {
  readonly stage: OpportunityStage
  /** Undefined while it is being read. */
  readonly column: BoardColumnData | undefined
  /** How many of its cards are shown. */
  readonly shown: number
  readonly onShowMore: () => void
  readonly onMove: (drag: Drag) => void
}

/** One stage: its name, count and sums, and its cards. */
export function BoardColumn({ stage, column, shown, onShowMore, onMove }: BoardColumnProps) {
  const mayWrite = useMayWrite()
  const translate = useTranslate()
  // Cards out of sight are not drawn before one comes near them: a board of 200 is on screen at once.
  const { ref, isSeen } = useSeen<HTMLElement>()
  const cards = isSeen && column ? column.cards.slice(0, shown) : []
  const isPending = !isSeen || !column
  const hidden = column ? Math.max(0, column.count - shown) : 0
  const name = translate(`crm.stage.${stage}`)
  return (
    <Box
      ref={ref}
      component="section"
      aria-label={name}
      sx={{
        flex: { xs: '0 0 min(84vw, 320px)', md: '0 0 max(228px, calc((100% - 60px) / 5.15))' },
        scrollSnapAlign: { xs: 'start', md: 'none' },
        display: 'flex',
        flexDirection: 'column',
        borderRadius: '12px',
        bgcolor: 'var(--v-well)',
        minWidth: 0,
        alignSelf: 'stretch',
      }}
    >
      <ColumnHeader stage={stage} name={name} totals={column} />
      <Droppable droppableId={stage}>
        {(dropProps, { isDraggingOver }) => (
          <Box
            ref={dropProps.innerRef}
            {...dropProps.droppableProps}
            sx={{
              flex: 1,
              px: 1,
              pb: 1,
              minHeight: 120,
              borderRadius: '12px',
              transition: 'background-color 150ms',
              bgcolor: isDraggingOver ? 'var(--v-accent-soft)' : 'transparent',
            }}
          >
            {cards.map((card, index) => (
              <Draggable
                key={card.id}
                draggableId={String(card.id)}
                index={index}
                isDragDisabled={!mayWrite}
              >
                {(dragProps, { isDragging }) => (
                  <Box
                    ref={dragProps.innerRef}
                    {...dragProps.draggableProps}
                    sx={{ position: 'relative', mb: 1 }}
                  >
                    <BoardCard
                      card={card}
                      isDragging={isDragging}
                      handleProps={dragProps.dragHandleProps}
                    />
                    {mayWrite ? (
                      <MoveMenu
                        card={card}
                        onMove={(to) => onMove({ id: card.id, from: stage, to, index: 0 })}
                      />
                    ) : null}
                  </Box>
                )}
              </Draggable>
            ))}
            {dropProps.placeholder}
            {isPending ? <CardSkeletons /> : null}
            {!isPending && cards.length === 0 && !isDraggingOver ? (
              <Typography
                variant="caption"
                component="p"
                sx={{ color: 'text.secondary', textAlign: 'center', py: 3 }}
              >
                {translate('crm.board.empty_column')}
              </Typography>
            ) : null}
            {!isPending && hidden > 0 ? (
              <Button fullWidth size="small" color="inherit" onClick={onShowMore}>
                {translate('crm.board.show_more', { smart_count: hidden })}
              </Button>
            ) : null}
          </Box>
        )}
      </Droppable>
    </Box>
  )
}

interface ColumnHeaderProps {
  readonly stage: OpportunityStage
  readonly name: string
  readonly totals: BoardColumnData | undefined
}

function ColumnHeader({ stage, name, totals }: ColumnHeaderProps) {
  const translate = useTranslate()
  const money = useMoney()
  return (
    <Box
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 2,
        px: 1.5,
        pt: 1.25,
        pb: 1,
        borderRadius: '12px 12px 0 0',
        bgcolor: 'var(--v-well)',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Dot colour={stageColour(stage)} />
        <Typography variant="h3" component="h2" noWrap sx={{ flex: 1, minWidth: 0 }}>
          {name}
        </Typography>
        <Typography variant="caption" className="number" sx={{ color: 'text.secondary' }}>
          {totals ? totals.count : ''}
        </Typography>
      </Box>
      <Typography
        variant="caption"
        component="div"
        className="number"
        sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, whiteSpace: 'nowrap' }}
      >
        {totals ? (
          <>
            <Box
              component="span"
              title={translate('crm.labelled', {
                name: translate('crm.field.amount'),
                value: money(totals.amount),
              })}
              sx={{ fontWeight: 580 }}
            >
              {money(totals.amount, true)}
            </Box>
            <Box
              component="span"
              title={money(totals.weighted)}
              sx={{ color: 'text.secondary', overflow: 'hidden', textOverflow: 'ellipsis' }}
            >
              {translate('crm.board.weighted', { amount: money(totals.weighted, true) })}
            </Box>
          </>
        ) : (
          <>
            <Skeleton width={40} />
            <Skeleton width={64} />
          </>
        )}
      </Typography>
    </Box>
  )
}

function CardSkeletons() {
  return (
    <Box aria-busy="true">
      {['first', 'second', 'third'].map((key) => (
        <Skeleton key={key} variant="rounded" height={104} sx={{ mb: 1, borderRadius: '10px' }} />
      ))}
    </Box>
  )
}
