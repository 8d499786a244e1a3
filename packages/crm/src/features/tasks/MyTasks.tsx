import { Typography } from '@mui/material'
import type { Task } from '@valence/schema'
import { useGetIdentity, useGetList, useTranslate } from 'ra-core'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TaskRow } from './TaskRow.tsx'

const SHOWN = 8

/** What the signed-in user has to do next, across all contacts. */
export function MyTasks() {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const { data, total, isPending } = useGetList<Task>(
    'tasks',
    {
      filter: { sales_id: identity?.id, done_date: null },
      sort: { field: 'due_date', order: 'ASC' },
      pagination: { page: 1, perPage: SHOWN },
    },
    { enabled: identity !== undefined },
  )
  return (
    <Panel
      title={translate('crm.task.mine')}
      action={total ? <SoftChip>{String(total)}</SoftChip> : null}
    >
      {isPending ? <RowSkeleton count={4} /> : null}
      {data?.length === 0 ? (
        <EmptyState
          isSmall
          title={translate('crm.task.all_done')}
          text={translate('crm.task.how_to_add')}
        />
      ) : null}
      {data?.map((task) => (
        <TaskRow key={task.id} task={task} showsContact />
      ))}
      {total !== undefined && total > SHOWN ? (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {translate('crm.list.more', { smart_count: total - SHOWN })}
        </Typography>
      ) : null}
    </Panel>
  )
}
