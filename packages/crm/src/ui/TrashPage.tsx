import { Box, Button, Skeleton, Typography } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type RaRecord, useNotify, useTranslate } from 'ra-core'
import { type ComponentType, useState } from 'react'
import { EmptyState } from './EmptyState.tsx'
import { DeleteIcon, RestoreIcon } from './icons.ts'
import { Page } from './Page.tsx'
import { PageHeader } from './PageHeader.tsx'
import { PageTurner } from './PageTurner.tsx'
import { Panel } from './Panel.tsx'
import { TextLink } from './TextLink.tsx'
import { useLocalFormat } from './useLocalFormat.ts'
import { useNotifyError } from './useNotifyError.ts'

const PER_PAGE = 25

export interface TrashedRow extends RaRecord {
  readonly id: number
  readonly deleted_at: string | null
}

interface TrashPageProps<Row extends TrashedRow> {
  readonly resource: string
  /** Catalog keys: of the link back to the list, and of what an empty trash says. */
  readonly backLabel: string
  readonly emptyHint: string
  /** The latest deleted first. */
  readonly read: (page: {
    page: number
    perPage: number
  }) => Promise<{ data: Row[]; total?: number | undefined }>
  readonly restore: (id: number) => Promise<unknown>
  readonly nameOf: (row: Row) => string
  /** A line below the name. */
  readonly Detail: ComponentType<{ readonly row: Row }>
  /** What stands beside it. */
  readonly Mark?: ComponentType<{ readonly row: Row }>
}

/** Deleted rows, which come back as they were. */
export function TrashPage<Row extends TrashedRow>(props: TrashPageProps<Row>) {
  const { resource, backLabel, emptyHint, read } = props
  const translate = useTranslate()
  const [page, setPage] = useState(1)
  const { data, isPending, error } = useQuery({
    queryKey: [resource, 'trash', page],
    queryFn: () => read({ page, perPage: PER_PAGE }),
  })
  const total = data?.total ?? 0
  return (
    <Page>
      <PageHeader
        title={translate('crm.trash.title_of', {
          what: translate(`resources.${resource}.name`, { smart_count: 2 }),
        })}
        subtitle={<TextLink to={`/${resource}`}>{translate(backLabel)}</TextLink>}
      />
      {error ? <EmptyState title={translate(error.message, { _: error.message })} /> : null}
      {isPending ? <Skeleton variant="rounded" height={160} /> : null}
      {data && total === 0 ? (
        <EmptyState
          icon={<DeleteIcon />}
          title={translate('crm.trash.empty')}
          text={translate(emptyHint)}
        />
      ) : null}
      {data && total > 0 ? (
        <Panel isFlush>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.data.map((row) => (
              <TrashItem key={row.id} row={row} {...props} />
            ))}
          </Box>
          <PageTurner total={total} page={page} perPage={PER_PAGE} onTurn={setPage} />
        </Panel>
      ) : null}
    </Page>
  )
}

function TrashItem<Row extends TrashedRow>({
  row,
  resource,
  restore,
  nameOf,
  Detail,
  Mark,
}: TrashPageProps<Row> & { readonly row: Row }) {
  const translate = useTranslate()
  const { relative, moment } = useLocalFormat()
  const { run, isRunning } = useRestore(resource, () => restore(row.id))
  const name = nameOf(row)
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
          {name}
        </Typography>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          <Detail row={row} />
        </Typography>
      </Box>
      {Mark ? <Mark row={row} /> : null}
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
        aria-label={translate('crm.trash.restore_named', { name })}
        disabled={isRunning}
        onClick={() => void run()}
      >
        {translate('crm.trash.restore')}
      </Button>
    </Box>
  )
}

/** Restores, says so, and has everything of the resource read again. */
export function useRestore(resource: string, restore: () => Promise<unknown>) {
  const queryClient = useQueryClient()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const [isRunning, setRunning] = useState(false)
  const run = async () => {
    setRunning(true)
    try {
      await restore()
      notify('crm.trash.restored', { type: 'success' })
    } catch (error) {
      notifyError(error)
    } finally {
      setRunning(false)
      await queryClient.invalidateQueries({ queryKey: [resource] })
    }
  }
  return { run, isRunning }
}
