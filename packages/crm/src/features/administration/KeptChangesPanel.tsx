import { MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'

/** Years for which the log of changes can be kept; another number that the settings hold is offered as well. */
const OFFERED = [1, 2, 5]

interface KeptChangesPanelProps {
  /** Null is for ever. */
  readonly years: number | null
  readonly onChange: (years: number | null) => void
}

/** For how long the log of changes is kept. */
export function KeptChangesPanel({ years, onChange }: KeptChangesPanelProps) {
  const translate = useTranslate()
  const choices = years === null ? OFFERED : [...new Set([...OFFERED, years])]
  return (
    <Panel title={translate('crm.changes.title')}>
      <TextField
        select
        label={translate('crm.changes.kept')}
        helperText={translate('crm.changes.kept_hint')}
        value={years ?? ''}
        onChange={(event) => onChange(Number(event.target.value) || null)}
        sx={{ width: '100%', maxWidth: 420, mt: 1 }}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        <MenuItem value="">{translate('crm.changes.kept_for_ever')}</MenuItem>
        {choices.map((count) => (
          <MenuItem key={count} value={count}>
            {translate('crm.changes.kept_for', { smart_count: count })}
          </MenuItem>
        ))}
      </TextField>
    </Panel>
  )
}
