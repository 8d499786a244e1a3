import { Box, Button, Menu, MenuItem, Typography } from '@mui/material'
import { type OpportunityStage, opportunityStages, priorityLevels } from '@valence/schema'
import { useListContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { BulkChange, OpportunityRecord } from '../../../providers/types.ts'
import { ExpandIcon } from '../../../ui/icons.ts'
import { useConfiguration } from '../../settings/index.ts'
import { useUserName, useUsers } from '../../users/index.ts'
import { useBulkEdit } from '../useBulkEdit.tsx'
import { useChangeStage } from '../useChangeStage.tsx'

/** What can be done to the chosen rows, or to every row under the filters: one call, one undo. */
export function BulkToolbar() {
  const translate = useTranslate()
  const {
    selectedIds = [],
    onUnselectItems,
    total = 0,
    filterValues,
  } = useListContext<OpportunityRecord>()
  const [isAll, setAll] = useState(false)
  const { choices } = useConfiguration()
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
    <Box
      role="toolbar"
      aria-label={translate('crm.table.bulk')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1,
        px: 2,
        py: 1,
        bgcolor: 'var(--v-accent-soft)',
        borderBottom: '1px solid var(--v-border)',
      }}
    >
      <Typography variant="body2" sx={{ fontWeight: 580 }} aria-live="polite">
        {translate('crm.table.chosen', { smart_count: isAll ? total : selectedIds.length })}
      </Typography>
      {total > selectedIds.length ? (
        <Button size="small" onClick={() => setAll(!isAll)}>
          {isAll
            ? translate('crm.table.only_chosen', { smart_count: selectedIds.length })
            : translate('crm.table.choose_all', { smart_count: total })}
        </Button>
      ) : null}
      <Box sx={{ flex: 1 }} />
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
        choices={opportunityStages.map((value) => ({
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
      <Button size="small" color="inherit" onClick={done}>
        {translate('ra.action.unselect')}
      </Button>
      {dialog}
    </Box>
  )
}

interface BulkMenuProps {
  readonly label: string
  readonly isDisabled: boolean
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onChoose: (value: string) => void
}

function BulkMenu({ label, isDisabled, choices, onChoose }: BulkMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color="inherit"
        disabled={isDisabled}
        aria-haspopup="menu"
        endIcon={<ExpandIcon />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ bgcolor: 'background.paper' }}
      >
        {label}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 170, maxHeight: 380 } } }}
      >
        {choices.map((choice) => (
          <MenuItem
            key={choice.value}
            onClick={() => {
              setAnchor(null)
              onChoose(choice.value)
            }}
          >
            {choice.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
