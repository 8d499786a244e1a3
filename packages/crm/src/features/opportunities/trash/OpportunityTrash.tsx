import { Box, Button, Skeleton, TablePagination, Typography } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDataProvider, useGetMany, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type {
  CrmDataProvider,
  OrganizationRecord,
  TrashedOpportunity,
} from '../../../providers/types.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { DeleteIcon, RestoreIcon } from '../../../ui/icons.ts'
import { Page } from '../../../ui/Page.tsx'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { TextLink } from '../../../ui/TextLink.tsx'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { useNotifyError } from '../../../ui/useNotifyError.ts'
import { useMoney } from '../../settings/index.ts'
import { useUserName } from '../../users/index.ts'
import { StageChip } from '../StageChip.tsx'

const PER_PAGE = 25

/** Deleted opportunities, which come back as they were. */
export function OpportunityTrash() {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [page, setPage] = useState(1)
  const { data, isPending, error } = useQuery({
    queryKey: ['opportunities', 'trash', page],
    queryFn: () => dataProvider.getTrashedOpportunities({ page, perPage: PER_PAGE }),
  })
  const { data: organizations = [] } = useGetMany<OrganizationRecord>('organizations', {
    ids: [...new Set((data?.data ?? []).flatMap((row) => row.customer_organization_id ?? []))],
  })
  const organizationName = (id: number | null) =>
    organizations.find((organization) => organization?.id === id)?.name
  return (
    <Page>
      <PageHeader
        title={translate('crm.trash.title')}
        subtitle={
          <TextLink to="/opportunities">{translate('crm.trash.back_to_opportunities')}</TextLink>
        }
      />
      {error ? <EmptyState title={translate(error.message, { _: error.message })} /> : null}
      {isPending ? <Skeleton variant="rounded" height={160} /> : null}
      {data?.total === 0 ? (
        <EmptyState
          icon={<DeleteIcon />}
          title={translate('crm.trash.empty')}
          text={translate('crm.trash.empty_hint')}
        />
      ) : null}
      {data && data.total > 0 ? (
        <Panel isFlush>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.data.map((row) => (
              <TrashRow
                key={row.id}
                row={row}
                organization={organizationName(row.customer_organization_id)}
              />
            ))}
          </Box>
          {data.total > PER_PAGE ? (
            <TablePagination
              component="div"
              count={data.total}
              page={page - 1}
              rowsPerPage={PER_PAGE}
              rowsPerPageOptions={[PER_PAGE]}
              onPageChange={(_event, next) => setPage(next + 1)}
            />
          ) : null}
        </Panel>
      ) : null}
    </Page>
  )
}

interface TrashRowProps {
  readonly row: TrashedOpportunity
  readonly organization: string | undefined
}

function TrashRow({ row, organization }: TrashRowProps) {
  const translate = useTranslate()
  const money = useMoney()
  const userName = useUserName()
  const { relative, moment } = useLocalFormat()
  const { restore, isRestoring } = useRestore(row.id)
  const detail = [organization, money(row.amount), userName(row.sales_id)].filter(Boolean)
  return (
    <Box
      component="li"
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
      <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 580, overflowWrap: 'anywhere' }}>
          {row.name}
        </Typography>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {detail.join(' · ')}
        </Typography>
      </Box>
      <StageChip stage={row.stage} />
      <Typography
        variant="caption"
        title={moment(row.deleted_at)}
        sx={{ color: 'text.secondary', minWidth: 90 }}
      >
        {relative(row.deleted_at)}
      </Typography>
      <Button
        size="small"
        variant="outlined"
        color="inherit"
        startIcon={<RestoreIcon />}
        aria-label={translate('crm.trash.restore_named', { name: row.name })}
        disabled={isRestoring}
        onClick={() => void restore()}
      >
        {translate('crm.trash.restore')}
      </Button>
    </Box>
  )
}

function useRestore(id: number) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const queryClient = useQueryClient()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [isRestoring, setRestoring] = useState(false)
  const restore = async () => {
    setRestoring(true)
    try {
      await dataProvider.restoreOpportunities([id])
      notify('crm.trash.restored', { type: 'success' })
    } catch (error) {
      notifyError(error)
    } finally {
      setRestoring(false)
      await queryClient.invalidateQueries({ queryKey: ['opportunities'] })
    }
  }
  return { restore, isRestoring }
}
