import { Box, Button, MenuItem, Stack, TextField } from '@mui/material'
import { useCreate, useGetIdentity, useNotify, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import type { TimelineScope } from '../../providers/types.ts'
import { today } from '../../ui/format.ts'
import { AddIcon } from '../../ui/icons.ts'
import { useLengthNote } from '../../ui/useLengthNote.ts'
import { useMayWrite } from '../../ui/useMayWrite.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { useConfiguration } from '../settings/index.ts'
import { dueMoment } from './due.ts'
import { useRefreshTasks } from './useOpenTasks.ts'

/** Adds a task about a record. Closed until it is wanted. */
export function TaskComposer({ scope }: { readonly scope: TimelineScope }) {
  const translate = useTranslate()
  const mayWrite = useMayWrite()
  const [isOpen, setOpen] = useState(false)
  if (!mayWrite) return null
  if (isOpen) return <TaskForm scope={scope} onClose={() => setOpen(false)} />
  return (
    <Button size="small" startIcon={<AddIcon />} onClick={() => setOpen(true)}>
      {translate('crm.task.add')}
    </Button>
  )
}

function TaskForm({
  scope,
  onClose,
}: {
  readonly scope: TimelineScope
  readonly onClose: () => void
}) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const { identity } = useGetIdentity()
  const { choices } = useConfiguration()
  const [create, { isPending }] = useCreate()
  const refresh = useRefreshTasks()
  const [text, setText] = useState('')
  const [type, setType] = useState('')
  const [day, setDay] = useState(today())
  const types = choices('taskTypes')
  const note = useLengthNote('tasks', 'text')

  const save = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const data = {
      ...scope,
      text,
      type: type || null,
      due_date: day ? dueMoment(day) : null,
      sales_id: identity?.id,
    }
    void create(
      'tasks',
      { data },
      {
        onSuccess: () => {
          refresh()
          notify('crm.task.added', { type: 'success' })
          onClose()
        },
        onError: notifyError,
      },
    )
  }

  return (
    <Box component="form" onSubmit={save} sx={{ display: 'grid', gap: 1.25, pt: 1 }}>
      <TextField
        label={translate('crm.task.text')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        required
        autoFocus
        multiline
        {...note(text)}
      />
      <Stack direction="row" sx={{ gap: 1 }}>
        {types.length > 0 ? (
          <TextField
            select
            fullWidth
            label={translate('crm.field.type')}
            value={type}
            onChange={(event) => setType(event.target.value)}
          >
            {types.map((choice) => (
              <MenuItem key={choice.value} value={choice.value}>
                {choice.label}
              </MenuItem>
            ))}
          </TextField>
        ) : null}
        <TextField
          type="date"
          fullWidth
          label={translate('crm.task.due')}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      </Stack>
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button type="submit" variant="contained" size="small" disabled={isPending}>
          {translate('crm.task.save')}
        </Button>
        <Button size="small" color="inherit" onClick={onClose}>
          {translate('crm.action.cancel')}
        </Button>
      </Stack>
    </Box>
  )
}
