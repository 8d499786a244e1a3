import { Button, Stack, Typography } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import { browserKeeper, type KeptImport, type KeptProgress } from './kept-import.ts'

interface BrokenOffImportProps {
  readonly user: string
  readonly onResume: (kept: KeptImport & KeptProgress) => Promise<void>
}

/** An import that a closed or reloaded window did not bring to its end: to go on with, or to leave as it is. */
export function BrokenOffImport({ user, onResume }: BrokenOffImportProps) {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const queryKey = ['imports', 'broken-off', user]
  const { data: kept } = useQuery({
    queryKey,
    queryFn: () => browserKeeper.find(user),
    enabled: user !== '',
    staleTime: 0,
  })
  if (!kept) return null
  const leave = async () => {
    await browserKeeper.end()
    await queryClient.invalidateQueries({ queryKey })
  }
  const { done, total } = kept.report
  return (
    <Panel title={translate('crm.import.broken_off.title')}>
      <Typography variant="body2" sx={{ mb: 1.5, overflowWrap: 'anywhere' }}>
        {translate('crm.import.broken_off.text', { name: kept.source.name, done, total })}
      </Typography>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        <Button variant="contained" onClick={() => void onResume(kept)}>
          {translate('crm.import.broken_off.go_on')}
        </Button>
        <Button color="inherit" onClick={() => void leave()}>
          {translate('crm.import.broken_off.leave')}
        </Button>
      </Stack>
    </Panel>
  )
}
