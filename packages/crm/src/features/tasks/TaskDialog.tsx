import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import type { Task } from '@valence/schema'
import { Form, required, useDataProvider, useNotify, useTranslate } from 'ra-core'
import { DateInput, SelectInput, TextInput } from 'react-admin'
import { today } from '../../ui/format.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { ContactInput, OpportunityInput, OrganizationInput } from '../references/index.ts'
import { useConfiguration } from '../settings/index.ts'
import { OwnerInput } from '../users/index.ts'
import { FieldPair } from './FieldPair.tsx'
import { RepeatInputs } from './RepeatInputs.tsx'
import { taskColumns } from './task-values.ts'
import { useRefreshTasks } from './useOpenTasks.ts'

interface TaskDialogProps {
  /** Null is a new one. */
  readonly task: Task | null
  readonly onClose: () => void
}

/** A task with all that can be said of it: also whose it is. */
export function TaskDialog({ task, onClose }: TaskDialogProps) {
  const translate = useTranslate()
  const { choices } = useConfiguration()
  const types = choices('taskTypes')
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
        defaultValues={{
          due_day: task ? task.due_date && today(new Date(task.due_date)) : today(),
        }}
        validate={problemsOf}
      >
        <DialogContent sx={{ display: 'grid', gap: 1.5, pt: 1 }}>
          <TextInput
            source="text"
            label="crm.task.text"
            multiline
            helperText={false}
            validate={required()}
          />
          <ContactInput source="contact_id" />
          <FieldPair>
            <OpportunityInput source="opportunity_id" />
            <OrganizationInput source="organization_id" />
          </FieldPair>
          <FieldPair>
            {types.length > 0 ? (
              <SelectInput
                source="type"
                label="crm.field.type"
                choices={types.map(({ value, label }) => ({ id: value, name: label }))}
                helperText={false}
              />
            ) : null}
            <DateInput source="due_day" label="crm.task.due" helperText={false} />
          </FieldPair>
          <RepeatInputs />
          <OwnerInput isNew={task === null} />
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

/** A task about nothing would be found nowhere. */
function problemsOf(values: Record<string, unknown>): Record<string, string> {
  const isAbout = values['contact_id'] || values['opportunity_id'] || values['organization_id']
  return isAbout ? {} : { contact_id: 'crm.task.about_required' }
}

function useSaveTask(task: Task | null, onSaved: () => void) {
  const dataProvider = useDataProvider()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshTasks()
  return async (values: Record<string, unknown>) => {
    const data = taskColumns(values, task)
    try {
      if (task) await dataProvider.update('tasks', { id: task.id, data, previousData: task })
      else await dataProvider.create('tasks', { data })
      notify(task ? 'ra.notification.updated' : 'crm.task.added', {
        type: 'success',
        messageArgs: { smart_count: 1 },
      })
      onSaved()
      refresh()
    } catch (error) {
      notifyError(error)
    }
  }
}
