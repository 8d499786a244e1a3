import { Box, Button, TextField, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import type { Configuration, CrmDataProvider } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { LONGEST_LIMIT, limitedStages, stageLimitsOf } from '../settings/index.ts'

/** After how many days in each stage an opportunity is stale; an empty field is never. Saved by itself. */
export function StageLimitsPanel({ read }: { readonly read: Configuration }) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const queryClient = useQueryClient()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [saved] = useState(() => textsOf(read))
  const [texts, setTexts] = useState(saved)
  const [isBusy, setBusy] = useState(false)
  const isChanged = limitedStages.some((stage) => texts[stage] !== saved[stage])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const stageLimits = Object.fromEntries(
      limitedStages.map((stage) => [stage, texts[stage] ? Number(texts[stage]) : null]),
    )
    try {
      await dataProvider.changeSettings({ changes: { stageLimits }, former: read, dropped: {} })
      notify('crm.settings.saved', { type: 'success' })
      for (const resource of ['configuration', 'opportunities', 'dashboard']) {
        void queryClient.invalidateQueries({ queryKey: [resource] })
      }
    } catch (error) {
      notifyError(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Panel title={translate('crm.stale.limits')}>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {translate('crm.stale.limits_hint')}
      </Typography>
      <Box component="form" onSubmit={(event) => void save(event)} sx={{ mt: 2 }}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, minmax(0, 1fr))' },
          }}
        >
          {limitedStages.map((stage) => (
            <TextField
              key={stage}
              type="number"
              label={translate(`crm.stage.${stage}`)}
              placeholder={translate('crm.stale.never')}
              value={texts[stage]}
              onChange={(event) => setTexts({ ...texts, [stage]: event.target.value })}
              slotProps={{
                inputLabel: { shrink: true },
                htmlInput: { min: 1, max: LONGEST_LIMIT, step: 1 },
              }}
            />
          ))}
        </Box>
        <Button
          type="submit"
          variant="contained"
          size="small"
          disabled={!isChanged || isBusy}
          sx={{ mt: 2 }}
        >
          {translate('crm.stale.set_limits')}
        </Button>
      </Box>
    </Panel>
  )
}

function textsOf(read: Configuration): Readonly<Record<(typeof limitedStages)[number], string>> {
  const limits = stageLimitsOf(read)
  const text = (stage: (typeof limitedStages)[number]) => String(limits[stage] ?? '')
  return Object.fromEntries(limitedStages.map((stage) => [stage, text(stage)])) as never
}
