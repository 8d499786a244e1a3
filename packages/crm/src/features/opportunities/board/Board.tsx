import { DragDropContext, type DropResult } from '@hello-pangea/dnd'
import { Box, Button } from '@mui/material'
import type { OpportunityStage } from '@valence/schema'
import { useListFilterContext, useTranslate } from 'ra-core'
import { useMemo, useState } from 'react'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { AlertIcon } from '../../../ui/icons.ts'
import { useConfiguration } from '../../settings/index.ts'
import { LostReasonDialog } from '../LostReasonDialog.tsx'
import { BoardColumn } from './BoardColumn.tsx'
import type { Drag } from './columns.ts'
import { useBoard } from './useBoard.ts'
import { type ShownDrag, useMoveCard } from './useMoveCard.tsx'

/** The pipeline as columns of cards. It scrolls in itself, both ways, so that the page never does. */
export function Board() {
  const { stageOrder } = useConfiguration()
  const translate = useTranslate()
  const { filterValues } = useListFilterContext()
  const filter = useMemo(() => boardFilter(filterValues), [filterValues])
  const { board, queryKey, error, retry, shownOf, showMore } = useBoard(filter)
  const moveCard = useMoveCard(queryKey)
  const [lost, setLost] = useState<ShownDrag | null>(null)

  const move = async (drag: Drag) => {
    const shown = await moveCard(drag)
    // Written with its reason, or not at all.
    if (drag.to === 'closed_lost' && drag.from !== 'closed_lost') setLost(shown)
    else await shown.write()
  }
  const onDragEnd = ({ draggableId, source, destination }: DropResult) => {
    if (!destination) return
    const isSamePlace =
      destination.droppableId === source.droppableId && destination.index === source.index
    if (isSamePlace) return
    void move({
      id: Number(draggableId),
      from: source.droppableId as OpportunityStage,
      to: destination.droppableId as OpportunityStage,
      index: destination.index,
    })
  }

  if (error && !board) {
    return (
      <EmptyState
        icon={<AlertIcon />}
        title={translate(error.message, { _: error.message })}
        action={
          <Button variant="outlined" onClick={() => void retry()}>
            {translate('crm.action.try_again')}
          </Button>
        }
      />
    )
  }
  return (
    <>
      <DragDropContext
        onDragEnd={onDragEnd}
        dragHandleUsageInstructions={translate('crm.board.instructions')}
      >
        <Box
          tabIndex={-1}
          sx={{
            flex: 1,
            minHeight: 0,
            overflow: 'auto',
            mx: { xs: -2, sm: -3, lg: -4 },
            px: { xs: 2, sm: 3, lg: 4 },
            pb: { xs: 1, md: 2 },
            scrollSnapType: { xs: 'x proximity', md: 'none' },
            scrollPaddingInline: { xs: '16px', md: 0 },
          }}
        >
          <Box
            sx={{
              display: 'flex',
              gap: 1.5,
              minHeight: '100%',
              alignItems: 'stretch',
              width: '100%',
              // The last column keeps its distance from the edge when scrolled to.
              '&::after': { content: '""', flex: '0 0 1px' },
            }}
          >
            {stagesOf(filter, stageOrder).map((stage) => (
              <BoardColumn
                key={stage}
                stage={stage}
                column={board?.find((column) => column.stage === stage)}
                shown={shownOf(stage)}
                onShowMore={() => showMore(stage)}
                onMove={(drag) => void move(drag)}
              />
            ))}
          </Box>
        </Box>
      </DragDropContext>
      <LostReasonDialog
        isOpen={lost !== null}
        onConfirm={(lost_reason) => {
          void lost?.write({ lost_reason })
          setLost(null)
        }}
        onCancel={() => {
          lost?.putBack()
          setLost(null)
        }}
      />
    </>
  )
}

/** The board shows what is not archived. */
function boardFilter(filter: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { archived: _archived, ...others } = filter
  return others
}

/** The columns: those of the stages that are filtered by, else all. */
function stagesOf(
  { stage }: Readonly<Record<string, unknown>>,
  order: readonly OpportunityStage[],
): readonly OpportunityStage[] {
  if (stage === undefined) return order
  const wanted = [stage].flat()
  return order.filter((candidate) => wanted.includes(candidate))
}
