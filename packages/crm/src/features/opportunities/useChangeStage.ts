import { useQueryClient } from '@tanstack/react-query'
import type { OpportunityStage } from '@valence/schema'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider } from '../../providers/types.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'

/** Moves an opportunity to the end of a stage, from its page. */
export function useChangeStage(id: number) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [isBusy, setBusy] = useState(false)

  const changeStage = async (stage: OpportunityStage): Promise<boolean> => {
    setBusy(true)
    try {
      await dataProvider.moveOpportunity({ id, stage, beforeId: null })
      await queryClient.invalidateQueries({ queryKey: ['opportunities'] })
      notify(translate('crm.board.moved', { stage: translate(`crm.stage.${stage}`) }), {
        type: 'success',
      })
      return true
    } catch (error) {
      notifyError(error)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { changeStage, isBusy }
}
