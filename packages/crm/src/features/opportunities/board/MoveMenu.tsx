import { ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material'
import type { OpportunityStage } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { BoardCardData } from '../../../providers/types.ts'
import { MoreIcon } from '../../../ui/icons.ts'
import { NamedIconButton } from '../../../ui/NamedIconButton.tsx'
import { Dot } from '../../../ui/SoftChip.tsx'
import { useConfiguration } from '../../settings/index.ts'
import { stageColour } from '../stages.ts'

interface MoveMenuProps {
  readonly card: BoardCardData
  readonly onMove: (stage: OpportunityStage) => void
}

/** The way to move a card without dragging it. */
export function MoveMenu({ card, onMove }: MoveMenuProps) {
  const translate = useTranslate()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { stageOrder } = useConfiguration()
  const others = stageOrder.filter((stage) => stage !== card.stage)
  return (
    <>
      <NamedIconButton
        label={translate('crm.board.move_card', { name: card.name })}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ position: 'absolute', top: 6, right: 6, p: 0.25, color: 'text.secondary' }}
      >
        <MoreIcon sx={{ fontSize: 18 }} />
      </NamedIconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem disabled dense>
          {translate('crm.board.move_to')}
        </MenuItem>
        {others.map((stage) => (
          <MenuItem
            key={stage}
            onClick={() => {
              setAnchor(null)
              onMove(stage)
            }}
          >
            <ListItemIcon sx={{ minWidth: '20px !important' }}>
              <Dot colour={stageColour(stage)} />
            </ListItemIcon>
            <ListItemText>{translate(`crm.stage.${stage}`)}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
