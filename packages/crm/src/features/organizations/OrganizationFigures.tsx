import { Box, Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { OrganizationTreeLine } from '../../providers/types.ts'
import { Figure } from '../../ui/Figure.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useMoney } from '../settings/index.ts'
import { TypeChip } from './TypeChip.tsx'

const SHOWN = 15
const SUMS = ['open', 'weighted', 'won'] as const
const LABELS = {
  open: 'crm.forecast.total',
  weighted: 'crm.forecast.weighted',
  won: 'crm.organization.won',
} as const

/** Open, weighted and won, with everything below the organization, and the branches that add up to it. */
export function OrganizationFigures({ tree }: { readonly tree: readonly OrganizationTreeLine[] }) {
  const translate = useTranslate()
  const money = useMoney()
  const [whole, ...below] = tree
  if (!whole) return null
  return (
    <Panel isFlush>
      <Box
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', p: 2 }}
        aria-label={translate('crm.organization.worth')}
        role="group"
      >
        {SUMS.map((sum) => (
          <Figure
            key={sum}
            label={translate(LABELS[sum])}
            note={
              below.length > 0
                ? translate('crm.organization.own_worth', { amount: money(whole[`own_${sum}`]) })
                : null
            }
          >
            {money(whole[sum])}
          </Figure>
        ))}
      </Box>
      {below.length > 0 ? <Branches lines={below} /> : null}
    </Panel>
  )
}

function Branches({ lines }: { readonly lines: readonly OrganizationTreeLine[] }) {
  const translate = useTranslate()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? lines : lines.slice(0, SHOWN)
  return (
    <Box sx={{ borderTop: '1px solid var(--v-border)', px: 2, py: 1 }}>
      <Box component="table" aria-label={translate('crm.panel.subsidiaries')} sx={TABLE}>
        <thead>
          <tr>
            <th scope="col">{translate('crm.panel.subsidiaries')}</th>
            {SUMS.map((sum) => (
              <th scope="col" key={sum} className={sum}>
                {translate(LABELS[sum])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <Branch key={line.id} line={line} />
          ))}
        </tbody>
      </Box>
      {isWhole || lines.length <= SHOWN ? null : (
        <Button fullWidth size="small" color="inherit" onClick={() => setWhole(true)}>
          {translate('crm.list.show_all', { smart_count: lines.length })}
        </Button>
      )}
    </Box>
  )
}

function Branch({ line }: { readonly line: OrganizationTreeLine }) {
  const money = useMoney()
  return (
    <tr>
      <Typography
        component="td"
        variant="body2"
        sx={{ pl: `${(line.depth - 1) * 18}px !important` }}
      >
        <TextLink to={`/organizations/${line.id}/show`}>{line.name}</TextLink>{' '}
        <TypeChip type={line.organization_type} />
      </Typography>
      {SUMS.map((sum) => (
        <Typography key={sum} component="td" variant="body2" className={`number ${sum}`}>
          {money(line[sum], true)}
        </Typography>
      ))}
    </tr>
  )
}

const TABLE = {
  width: '100%',
  borderCollapse: 'collapse',
  '& th': {
    fontSize: '0.75rem',
    fontWeight: 500,
    color: 'text.secondary',
    textAlign: 'left',
    pb: 0.5,
  },
  '& td': { py: 0.5, verticalAlign: 'baseline', overflowWrap: 'anywhere' },
  '& .open, & .weighted, & .won': { textAlign: 'right', whiteSpace: 'nowrap', pl: 1.5 },
  // A phone has room for two sums.
  '& .weighted': { display: { xs: 'none', sm: 'table-cell' } },
} as const
