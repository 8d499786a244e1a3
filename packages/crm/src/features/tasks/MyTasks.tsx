import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { TaskGroup } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { TaskRow } from './TaskRow.tsx'

const SHOWN = 8
const EVERYTHING = {}

/** What the signed-in user has to do, but for today, the nearest first. */
export function MyTasks({ groups }: { readonly groups: readonly TaskGroup[] | undefined }) {
  const translate = useTranslate()
  const total = groups?.reduce((sum, group) => sum + group.total, 0) ?? 0
  const nearest = groups
    ?.filter(({ name }) => name !== 'today')
    .flatMap(({ rows }) => rows)
    .slice(0, SHOWN)
  const isNothing = nearest?.length === 0
  return (
    <Panel
      title={translate('crm.task.mine')}
      action={total ? <SoftChip>{String(total)}</SoftChip> : null}
    >
      {groups ? null : <RowSkeleton count={4} />}
      {isNothing && total === 0 ? (
        <EmptyState
          isSmall
          title={translate('crm.task.all_done')}
          text={translate('crm.task.how_to_add')}
        />
      ) : null}
      {isNothing && total > 0 ? (
        <EmptyState isSmall title={translate('crm.task.nothing_else')} />
      ) : null}
      {nearest?.map((task) => (
        <TaskRow key={task.id} task={task} scope={EVERYTHING} />
      ))}
      {nearest && total > nearest.length ? (
        <Box sx={{ mt: 1 }}>
          <TextLink to="/tasks">{translate('crm.list.show_all', { smart_count: total })}</TextLink>
        </Box>
      ) : null}
    </Panel>
  )
}
