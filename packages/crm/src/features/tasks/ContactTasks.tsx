import { Typography } from '@mui/material'
import type { Task } from '@valence/schema'
import { useGetList, useTranslate } from 'ra-core'
import { Panel } from '../../ui/Panel.tsx'
import { TaskComposer } from './TaskComposer.tsx'
import { TaskRow } from './TaskRow.tsx'

/** The open tasks of a contact, the nearest first, and a way to add one. */
export function ContactTasks({ contactId }: { readonly contactId: number }) {
  const translate = useTranslate()
  const { data = [], isPending } = useGetList<Task>('tasks', {
    filter: { contact_id: contactId, done_date: null },
    sort: { field: 'due_date', order: 'ASC' },
    pagination: { page: 1, perPage: 50 },
  })
  return (
    <Panel title={translate('crm.task.title')}>
      {!isPending && data.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 0.5 }}>
          {translate('crm.task.none_for_contact')}
        </Typography>
      ) : null}
      {data.map((task) => (
        <TaskRow key={task.id} task={task} />
      ))}
      <TaskComposer contactId={contactId} />
    </Panel>
  )
}
