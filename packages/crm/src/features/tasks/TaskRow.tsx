import { Box, Checkbox, Typography } from '@mui/material'
import type { Task } from '@valence/schema'
import { useDelete, useNotify, useTranslate, useUpdate } from 'ra-core'
import { useState } from 'react'
import type { TaskRecord, TimelineScope } from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { addDays, today } from '../../ui/format.ts'
import { DeleteIcon, EditIcon, EventIcon, RepeatIcon } from '../../ui/icons.ts'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useMayWrite } from '../../ui/useMayWrite.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { useConfiguration } from '../settings/index.ts'
import { useUserName } from '../users/index.ts'
import { dueDay, dueMoment, dueState } from './due.ts'
import { TaskAbout } from './TaskAbout.tsx'
import { TaskDialog } from './TaskDialog.tsx'
import { useRefreshTasks } from './useOpenTasks.ts'

interface TaskRowProps {
  readonly task: TaskRecord
  /** What the list is about already, and so need not be named again. */
  readonly scope: TimelineScope
  /** Name whose it is, where the list is everyone's. */
  readonly showsOwner?: boolean
}

/** One task: check it, move it, edit it, give it to someone, delete it. */
export function TaskRow({ task, scope, showsOwner = false }: TaskRowProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const { label } = useConfiguration()
  const [update] = useUpdate<Task>()
  const [remove] = useDelete<Task>()
  const [isEditing, setEditing] = useState(false)
  const refresh = useRefreshTasks()
  const userName = useUserName()
  const mayWrite = useMayWrite()
  // What was pressed shows at once; lists that hold the task follow when they are read again.
  const [pressed, setPressed] = useState<boolean | null>(null)
  const isDone = pressed ?? task.done_date !== null
  const text = task.text ?? ''

  const fail = (error: unknown) => {
    setPressed(null)
    notifyError(error)
  }
  const change = (data: Partial<Task>) =>
    update(
      'tasks',
      { id: task.id, data, previousData: task },
      { mutationMode: 'optimistic', onError: fail, onSettled: refresh },
    )
  const postpone = (days: number) => {
    void change({ due_date: dueMoment(addDays(today(), days)) })
  }

  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.5, py: 0.5 }}>
      <Checkbox
        size="small"
        checked={isDone}
        disabled={!mayWrite}
        sx={{ mt: -0.5, ml: -1 }}
        onChange={() => {
          setPressed(!isDone)
          void change({ done_date: isDone ? null : new Date().toISOString() })
        }}
        slotProps={{ input: { 'aria-label': translate('crm.task.mark_done', { text }) } }}
      />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography
          variant="body2"
          sx={isDone ? { textDecoration: 'line-through', color: 'text.secondary' } : {}}
        >
          {task.type && task.type.toLowerCase() !== 'none' ? (
            <strong>{`${label('taskTypes', task.type)} `}</strong>
          ) : null}
          {text}
        </Typography>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          <DueText dueDate={task.due_date} isDone={isDone} />
          <RepeatText task={task} />
          <TaskAbout about={task.about} scope={scope} />
          {showsOwner ? ` · ${userName(task.sales_id)}` : null}
        </Typography>
      </Box>
      <ActionMenu
        label={translate('crm.task.more', { text })}
        actions={[
          {
            key: 'tomorrow',
            label: translate('crm.task.tomorrow'),
            icon: <EventIcon fontSize="small" />,
            onSelect: () => postpone(1),
          },
          {
            key: 'week',
            label: translate('crm.task.next_week'),
            icon: <EventIcon fontSize="small" />,
            onSelect: () => postpone(7),
          },
          {
            key: 'edit',
            label: translate('crm.task.edit'),
            icon: <EditIcon fontSize="small" />,
            onSelect: () => setEditing(true),
          },
          {
            key: 'delete',
            label: translate('crm.action.delete'),
            icon: <DeleteIcon fontSize="small" />,
            isDestructive: true,
            onSelect: () => {
              void remove(
                'tasks',
                { id: task.id, previousData: task },
                { mutationMode: 'undoable', onSettled: refresh },
              )
              notify('crm.task.deleted', { undoable: true })
            },
          },
        ]}
      />
      {isEditing ? <TaskDialog task={task} onClose={() => setEditing(false)} /> : null}
    </Box>
  )
}

function DueText({
  dueDate,
  isDone,
}: {
  readonly dueDate: string | null
  readonly isDone: boolean
}) {
  const translate = useTranslate()
  const { shortDay } = useLocalFormat()
  const state = dueState(dueDate)
  if (!dueDate || state === 'undated') return null
  const day = shortDay(dueDay(dueDate))
  const text = state === 'today' ? translate('crm.task.today') : day
  const isLate = state === 'overdue' && !isDone
  return (
    <Box component="span" sx={isLate ? { color: 'error.main', fontWeight: 560 } : {}}>
      {isLate ? translate('crm.task.overdue', { day }) : text}
    </Box>
  )
}

function RepeatText({ task }: { readonly task: Task }) {
  const translate = useTranslate()
  if (!task.repeat_unit) return null
  return (
    <>
      {task.due_date ? ' · ' : null}
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        <RepeatIcon aria-hidden sx={{ fontSize: 13, verticalAlign: '-2px', mr: 0.25 }} />
        {translate(`crm.task.repeats.${task.repeat_unit}`, { smart_count: task.repeat_every ?? 1 })}
      </Box>
    </>
  )
}
