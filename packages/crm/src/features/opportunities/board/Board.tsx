import { DragDropContext, type DropResult } from '@hello-pangea/dnd'
import { Alert, Box } from '@mui/material'
import { type OpportunityStage, opportunityStages } from '@valence/schema'
import { useListFilterContext, useTranslate } from 'ra-core'
import { useMemo, useState } from 'react'
import { LostReasonDialog } from '../LostReasonDialog.tsx'
import { usePipeline } from '../usePipeline.ts'
import { BoardColumn } from './BoardColumn.tsx'
import type { Drag } from './columns.ts'
import { useDragCard } from './useDragCard.tsx'

/** The pipeline as columns of cards. It scrolls in itself, both ways, so that the page never does. */
export function Board() {
  const translate = useTranslate()
  const { filterValues } = useListFilterContext()
  const filter = useMemo(() => boardFilter(filterValues), [filterValues])
  const pipeline = usePipeline(filter)
  const dragCard = useDragCard(filter)
  const [lostId, setLostId] = useState<number | null>(null)

  const move = async (drag: Drag) => {
    const isMoved = await dragCard(drag)
    if (isMoved && drag.to === 'closed_lost' && drag.from !== 'closed_lost') setLostId(drag.id)
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

  return (
    <>
      {pipeline && !pipeline.isComplete ? (
        <Alert severity="info" sx={{ mb: 1.5 }}>
          {translate('crm.board.partial_sums')}
        </Alert>
      ) : null}
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
            {opportunityStages.map((stage) => (
              <BoardColumn
                key={stage}
                stage={stage}
                filter={filter}
                totals={pipeline?.stages[stage]}
                onMove={(drag) => void move(drag)}
              />
            ))}
          </Box>
        </Box>
      </DragDropContext>
      <LostReasonDialog opportunityId={lostId} onClose={() => setLostId(null)} />
    </>
  )
}

/** The board shows every stage, and only what is not archived. */
function boardFilter(filter: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { stage: _stage, archived: _archived, ...others } = filter
  return others
}
