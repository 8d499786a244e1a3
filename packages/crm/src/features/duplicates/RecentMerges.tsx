import { Box, Button, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useDataProvider, useGetMany, useTranslate } from 'ra-core'
import type { CrmDataProvider, MergedResource } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useUserName } from '../users/index.ts'
import { recordName } from './record-name.ts'
import { useMerge } from './useMerge.tsx'

/** Merges of the last 30 days, each of which can be taken back. */
export function RecentMerges({ resource }: { readonly resource: MergedResource }) {
  const translate = useTranslate()
  const { moment } = useLocalFormat()
  const userName = useUserName()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const { undo, isMerging } = useMerge(resource)
  const { data: merges = [] } = useQuery({
    queryKey: [resource, 'merges'],
    queryFn: () => dataProvider.getMerges(resource),
  })
  const { data: records = [] } = useGetMany(resource, {
    ids: [...new Set(merges.flatMap(({ loser_id, winner_id }) => [loser_id, winner_id]))],
  })
  const nameOf = (id: number) => {
    const record = records.find((candidate) => candidate?.id === id)
    return record ? recordName(record) : ''
  }
  if (merges.length === 0) return null
  return (
    <Box sx={{ mt: 2 }}>
      <Panel title={translate('crm.duplicates.recent')}>
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
          {merges.map(({ id, loser_id, winner_id, created_at, created_by }) => (
            <Box component="li" key={id} sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>
                {nameOf(loser_id)} →{' '}
                <TextLink to={`/${resource}/${winner_id}/show`}>{nameOf(winner_id)}</TextLink>
                <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
                  {[moment(created_at), userName(created_by)].filter(Boolean).join(' · ')}
                </Typography>
              </Box>
              <Button
                size="small"
                variant="outlined"
                color="inherit"
                disabled={isMerging}
                aria-label={translate('crm.duplicates.undo_named', { name: nameOf(loser_id) })}
                onClick={() => void undo(id)}
              >
                {translate('crm.duplicates.undo')}
              </Button>
            </Box>
          ))}
        </Box>
      </Panel>
    </Box>
  )
}
