import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { OpportunityStage } from '@valence/schema'
import { useDataProvider, useNotify } from 'ra-core'
import type { CrmDataProvider, OpportunityMove } from '../../../providers/types.ts'
import { useNotifyError } from '../../../ui/useNotifyError.ts'
import { applyDrag, type Column, cardAfter, type Drag, nextOf } from './columns.ts'
import { MovedToast } from './MovedToast.tsx'
import { columnKey } from './useColumn.ts'

const EMPTY: Column = { data: [] }
const TOAST_MS = 7000

type Filter = Readonly<Record<string, unknown>>

/**
 * Moves a card: at once on screen, with one write; put back with a message when the write fails, and offered for undo
 * when it does not.
 */
export function useDragCard(filter: Filter): (drag: Drag) => Promise<boolean> {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const notify = useNotify()
  const notifyError = useNotifyError()

  const write = async (move: OpportunityMove): Promise<boolean> => {
    try {
      await dataProvider.moveOpportunity(move)
      return true
    } catch (error) {
      notifyError(error)
      return false
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['opportunities'] })
    }
  }

  return async (drag) => {
    const source = readColumn(queryClient, drag.from, filter)
    const target = readColumn(queryClient, drag.to, filter)
    const back = { id: drag.id, stage: drag.from, beforeId: nextOf(source.data, drag.id) }
    const beforeId = cardAfter(target.data, drag.id, drag.index)

    // A read that is on its way would overwrite what the drag shows.
    await queryClient.cancelQueries({ queryKey: ['opportunities', 'getList', 'board'] })
    const after = applyDrag(source, target, drag)
    writeColumn(queryClient, drag.from, filter, after.source)
    writeColumn(queryClient, drag.to, filter, after.target)

    const isMoved = await write({ id: drag.id, stage: drag.to, beforeId })
    if (!isMoved) {
      writeColumn(queryClient, drag.from, filter, source)
      writeColumn(queryClient, drag.to, filter, target)
      return false
    }
    notify(<MovedToast stage={drag.to} onUndo={() => void write(back)} />, {
      autoHideDuration: TOAST_MS,
    })
    return true
  }
}

/** The longest page of the column that has been read: it holds what is on screen. */
function readColumn(client: QueryClient, stage: OpportunityStage, filter: Filter): Column {
  const pages = client.getQueriesData<Column>({ queryKey: columnKey(stage, filter) })
  const columns = pages.flatMap(([, column]) => column ?? [])
  return columns.toSorted((a, b) => b.data.length - a.data.length)[0] ?? EMPTY
}

function writeColumn(
  client: QueryClient,
  stage: OpportunityStage,
  filter: Filter,
  column: Column,
): void {
  client.setQueriesData<Column>({ queryKey: columnKey(stage, filter) }, column)
}
