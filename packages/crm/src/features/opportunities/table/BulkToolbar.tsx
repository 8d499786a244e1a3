import { type OpportunityStage, priorityLevels } from '@valence/schema'
import { useListContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { BulkChange, OpportunityRecord } from '../../../providers/types.ts'
import { BulkMenu } from '../../../ui/BulkMenu.tsx'
import { SelectionBar } from '../../../ui/SelectionBar.tsx'
import { useConfiguration } from '../../settings/index.ts'
import { BulkTagMenus } from '../../tags/index.ts'
import { useUserName, useUsers } from '../../users/index.ts'
import { useBulkEdit } from '../useBulkEdit.tsx'
import { useChangeStage } from '../useChangeStage.tsx'

/** What can be done to the chosen rows, or to every row under the filters: one call, one undo. */
export function BulkToolbar() {
  const translate = useTranslate()
  const { selectedIds = [], onUnselectItems, filterValues } = useListContext<OpportunityRecord>()
  const [isAll, setAll] = useState(false)
  const { choices, stageOrder } = useConfiguration()
  const users = useUsers()
  const userName = useUserName()
  const done = () => {
    onUnselectItems()
    setAll(false)
  }
  const { edit, isBusy } = useBulkEdit()
  const { changeStage, isBusy: isMoving, dialog } = useChangeStage(done)
  const target = isAll ? { filter: filterValues } : { ids: selectedIds.map(Number) }
  const set = async (change: BulkChange) => {
    if (await edit([{ ...target, set: change }])) done()
  }
  const isDisabled = isBusy || isMoving
  // The dialog outlives the selection that opened it.
  if (selectedIds.length === 0) return dialog
  return (
    <SelectionBar label={translate('crm.table.bulk')} isAll={isAll} onAll={setAll} onDone={done}>
      <BulkMenu
        label={translate('crm.field.owner')}
        isDisabled={isDisabled}
        choices={users
          .filter((user) => user.disabled !== true)
          .map((user) => ({ value: String(user.id), label: userName(user.id) }))}
        onChoose={(value) => void set({ sales_id: Number(value) })}
      />
      <BulkMenu
        label={translate('crm.field.stage')}
        isDisabled={isDisabled}
        choices={stageOrder.map((value) => ({
          value,
          label: translate(`crm.stage.${value}`),
        }))}
        onChoose={(value) => changeStage(target, value as OpportunityStage)}
      />
      <BulkMenu
        label={translate('crm.field.priority')}
        isDisabled={isDisabled}
        choices={priorityLevels.map((value) => ({
          value,
          label: translate(`crm.priority.${value}`),
        }))}
        onChoose={(value) => void set({ priority: value as OpportunityRecord['priority'] })}
      />
      <BulkMenu
        label={translate('crm.field.category')}
        isDisabled={isDisabled}
        choices={choices('dealCategories')}
        onChoose={(value) => void set({ category: value })}
      />
      <BulkTagMenus resource="opportunities" target={target} onDone={done} />
      {dialog}
    </SelectionBar>
  )
}
