import { Box, Button, Skeleton, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { type RaRecord, useDataProvider, useGetMany, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, LikelyDuplicate, MergedResource } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { entriesOf } from '../../ui/entries.ts'
import { CheckIcon } from '../../ui/icons.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { PageTurner } from '../../ui/PageTurner.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { RecentMerges } from './RecentMerges.tsx'
import { recordName } from './record-name.ts'
import { useMerge } from './useMerge.tsx'

const PER_PAGE = 25

/** Contacts that may be one and the same. */
export function ContactDuplicates() {
  return <DuplicatesPage resource="contacts" />
}

/** Organizations that may be one and the same. */
export function OrganizationDuplicates() {
  return <DuplicatesPage resource="organizations" />
}

function DuplicatesPage({ resource }: { readonly resource: MergedResource }) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [page, setPage] = useState(1)
  const [asked, setAsked] = useState<readonly [RaRecord, RaRecord] | null>(null)
  const { data, isPending, error } = useQuery({
    queryKey: [resource, 'duplicates', page],
    queryFn: () => dataProvider.getLikelyDuplicates(resource, { page, perPage: PER_PAGE }),
  })
  const pairs = data?.rows ?? []
  const { data: records = [] } = useGetMany(resource, {
    ids: [...new Set(pairs.flatMap((pair) => [pair.first_id, pair.second_id]))],
  })
  const find = (id: number) => records.find((record) => record?.id === id)
  return (
    <Page>
      <PageHeader
        title={translate('crm.duplicates.title_of', {
          what: translate(`resources.${resource}.name`, { smart_count: 2 }),
        })}
        subtitle={
          <TextLink to={`/${resource}`}>{translate(`crm.trash.back_to_${resource}`)}</TextLink>
        }
      />
      {error ? <EmptyState title={translate(error.message, { _: error.message })} /> : null}
      {isPending ? <Skeleton variant="rounded" height={160} /> : null}
      {data?.total === 0 ? (
        <EmptyState icon={<CheckIcon />} title={translate('crm.duplicates.none')} />
      ) : null}
      {data && data.total > 0 ? (
        <Panel isFlush>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {pairs.map((pair) => {
              const [first, second] = [find(pair.first_id), find(pair.second_id)]
              return first && second ? (
                <PairRow
                  key={`${pair.first_id}-${pair.second_id}`}
                  resource={resource}
                  pair={pair}
                  records={[first, second]}
                  onCompare={setAsked}
                />
              ) : null
            })}
          </Box>
          <PageTurner total={data.total} page={page} perPage={PER_PAGE} onTurn={setPage} />
        </Panel>
      ) : null}
      <RecentMerges resource={resource} />
      {asked ? (
        <MergeDialog resource={resource} pair={asked} onClose={() => setAsked(null)} />
      ) : null}
    </Page>
  )
}

interface PairRowProps {
  readonly resource: MergedResource
  readonly pair: LikelyDuplicate
  readonly records: readonly [RaRecord, RaRecord]
  readonly onCompare: (records: readonly [RaRecord, RaRecord]) => void
}

function PairRow({ resource, pair, records, onCompare }: PairRowProps) {
  const translate = useTranslate()
  const { keepApart, isMerging } = useMerge(resource)
  const names = records.map(recordName).join(', ')
  return (
    <Box
      component="li"
      aria-label={names}
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1.5,
        px: 2,
        py: 1.25,
        '& + &': { borderTop: '1px solid var(--v-border)' },
      }}
    >
      {records.map((record) => (
        <Box key={record.id} sx={{ flex: '1 1 180px', minWidth: 0 }}>
          <TextLink to={`/${resource}/${record.id}/show`}>{recordName(record)}</TextLink>
          <Typography
            variant="caption"
            component="div"
            sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
          >
            {detailOf(record)}
          </Typography>
        </Box>
      ))}
      <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>
        {pair.reasons.map((reason) => (
          <SoftChip key={reason}>{translate(`crm.duplicates.reason.${reason}`)}</SoftChip>
        ))}
      </Box>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button
          size="small"
          color="inherit"
          disabled={isMerging}
          onClick={() => void keepApart([pair.first_id, pair.second_id])}
        >
          {translate('crm.duplicates.not_one')}
        </Button>
        <Button size="small" variant="outlined" onClick={() => onCompare(records)}>
          {translate('crm.duplicates.compare')}
        </Button>
      </Box>
    </Box>
  )
}

/** What tells two of one name apart. */
function detailOf(record: RaRecord): string {
  const { company_name, city, website } = record
  const email = entriesOf(record['email_jsonb'], 'email')[0]?.email
  return [company_name, email, city, website].filter(Boolean).join(' · ')
}
