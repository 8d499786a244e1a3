import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import type { Task } from '@valence/schema'
import { Form, useTranslate } from 'ra-core'
import { TaskInputs, taskDefaults, taskProblems } from './TaskInputs.tsx'
import { useSaveTask } from './useSaveTask.ts'

interface TaskDialogProps {
  /** Null is a new one. */
  readonly task: Task | null
  readonly onClose: () => void
}

/** A task with all that can be said of it: also whose it is. */
export function TaskDialog({ task, onClose }: TaskDialogProps) {
  const translate = useTranslate()
  const save = useSaveTask(task, onClose)
  const title = translate(task ? 'crm.task.edit' : 'crm.task.add')
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      slotProps={{ paper: { 'aria-label': title } }}
    >
      <DialogTitle>{title}</DialogTitle>
      <Form
        onSubmit={save}
        // Else it would be about the record of the page.
        record={task ?? {}}
        defaultValues={taskDefaults(task)}
        validate={taskProblems}
      >
        <DialogContent sx={{ display: 'grid', gap: 1.5, pt: 1 }}>
          <TaskInputs isNew={task === null} />
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button color="inherit" onClick={onClose}>
            {translate('crm.action.cancel')}
          </Button>
          <Button type="submit" variant="contained">
            {translate('crm.task.save')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
