import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { useRef } from 'react'
import type { CrmDataProvider, MoveDetails, OpportunityMove } from '../../../providers/types.ts'
import { UndoToast } from '../../../ui/UndoToast.tsx'
import { useNotifyError } from '../../../ui/useNotifyError.ts'
import { useConfiguration } from '../../settings/index.ts'
import {
  applyDrag,
  type BoardData,
  cardAfter,
  cardsOf,
  type Drag,
  detailsOf,
  nextOf,
} from './columns.ts'
import { BOARD_KEY } from './useBoard.ts'

const TOAST_MS = 7000

/** A drag that is shown and not written yet. */
export interface ShownDrag {
  readonly drag: Drag
  write(details?: MoveDetails): Promise<void>
  putBack(): void
}

/**
 * Moves a card: at once on screen, with one write; put back with a message when the write fails, and offered for undo
 * when it does not.
 * @param queryKey of the board that is on screen
 */
export function useMoveCard(queryKey: readonly unknown[]): (drag: Drag) => Promise<ShownDrag> {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const { stageProbabilities } = useConfiguration()
  const writing = useRef(0)

  const send = async (move: OpportunityMove): Promise<boolean> => {
    writing.current += 1
    try {
      await dataProvider.moveOpportunity(move)
      return true
    } catch (error) {
      notifyError(error)
      return false
    } finally {
      writing.current -= 1
      // What is read while another move is on its way would show that card where it was.
      if (writing.current === 0) {
        await queryClient.invalidateQueries({ queryKey: ['opportunities'] })
      }
    }
  }

  return async (drag) => {
    const before = queryClient.getQueryData<BoardData>(queryKey) ?? []
    const source = cardsOf(before, drag.from)
    const card = source.find((candidate) => candidate.id === drag.id)
    const back: OpportunityMove = {
      id: drag.id,
      stage: drag.from,
      beforeId: nextOf(source, drag.id),
      ...(card ? { details: detailsOf(card) } : {}),
    }
    const beforeId = cardAfter(cardsOf(before, drag.to), drag.id, drag.index)
    const after = applyDrag(before, drag, stageProbabilities)

    // Dropped where it is shown before anything is awaited, or it would jump back for a moment.
    queryClient.setQueryData<BoardData>(queryKey, after)
    // A read that is on its way would overwrite what the drag shows.
    await queryClient.cancelQueries({ queryKey: BOARD_KEY })

    const putBack = () => queryClient.setQueryData<BoardData>(queryKey, before)
    return {
      drag,
      putBack,
      write: async (details) => {
        const move = { id: drag.id, stage: drag.to, beforeId, ...(details ? { details } : {}) }
        if (!(await send(move))) {
          putBack()
          return
        }
        const message = translate('crm.board.moved', {
          stage: translate(`crm.stage.${drag.to}`),
        })
        notify(<UndoToast message={message} onUndo={() => void send(back)} />, {
          autoHideDuration: TOAST_MS,
        })
      },
    }
  }
}
