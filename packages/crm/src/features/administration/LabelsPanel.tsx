import { Box, Checkbox, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Labels } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'

interface LabelsPanelProps<Value extends string> {
  readonly title: string
  /** Catalog key of their labels, without the value. */
  readonly prefix: string
  readonly values: readonly Value[]
  readonly labels: Labels<Value>
  /** Those that are not offered; undefined where all are. */
  readonly hidden?: readonly Value[]
  readonly onChange: (labels: Labels<Value>, hidden: readonly Value[]) => void
}

/** Labels of values that are fixed, and which of them are offered. */
export function LabelsPanel<Value extends string>(props: LabelsPanelProps<Value>) {
  const { title, prefix, values, labels, hidden, onChange } = props
  const translate = useTranslate()
  const setOffered = (value: Value, isOffered: boolean) => {
    const others = (hidden ?? []).filter((candidate) => candidate !== value)
    onChange(labels, isOffered ? others : [...others, value])
  }
  return (
    <Panel title={title}>
      {hidden ? (
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
          {translate('crm.settings.types_hint')}
        </Typography>
      ) : null}
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gap: 1,
          gridTemplateColumns: { sm: '1fr 1fr' },
        }}
      >
        {values.map((value) => {
          const name = translate(`${prefix}.${value}`, { isUsual: true })
          const isOffered = !hidden?.includes(value)
          return (
            <Box
              component="li"
              key={value}
              sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}
            >
              {hidden ? (
                <Checkbox
                  size="small"
                  checked={isOffered}
                  // Something has to be left to log.
                  disabled={isOffered && hidden.length === values.length - 1}
                  onChange={(event) => setOffered(value, event.target.checked)}
                  slotProps={{
                    input: { 'aria-label': translate('crm.settings.offered', { name }) },
                  }}
                />
              ) : null}
              <TextField
                fullWidth
                value={labels[value] ?? ''}
                placeholder={name}
                onChange={(event) =>
                  onChange({ ...labels, [value]: event.target.value }, hidden ?? [])
                }
                slotProps={{
                  htmlInput: { 'aria-label': translate('crm.settings.own_label_of', { name }) },
                }}
              />
            </Box>
          )
        })}
      </Box>
    </Panel>
  )
}
