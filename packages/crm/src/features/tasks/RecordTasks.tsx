import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { TimelineScope } from '../../providers/types.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TaskComposer } from './TaskComposer.tsx'
import { TaskRow } from './TaskRow.tsx'
import { useTasksAbout } from './useOpenTasks.ts'

/** The open tasks about a contact, an organization or an opportunity, the nearest first, and a way to add one. */
export function RecordTasks({ scope }: { readonly scope: TimelineScope }) {
  const translate = useTranslate()
  const { data: tasks } = useTasksAbout(scope)
  return (
    <Panel title={translate('crm.task.title')}>
      {tasks?.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 0.5 }}>
          {translate('crm.task.none')}
        </Typography>
      ) : null}
      {tasks?.map((task) => (
        <TaskRow key={task.id} task={task} scope={scope} />
      ))}
      <TaskComposer scope={scope} />
    </Panel>
  )
}
