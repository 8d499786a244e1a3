import { Box } from '@mui/material'
import { Form, useTranslate } from 'ra-core'
import { useNavigate, useSearchParams } from 'react-router-dom'
import { FormActions } from '../../ui/FormLayout.tsx'
import { FormPage } from '../../ui/FormPage.tsx'
import { idIn } from '../../ui/id-in.ts'
import { Panel } from '../../ui/Panel.tsx'
import { recordPath } from '../references/index.ts'
import { TaskInputs, taskDefaults, taskProblems } from './TaskInputs.tsx'
import { useSaveTask } from './useSaveTask.ts'

/** A new task from anywhere; `?contact=`, `?organization=` and `?opportunity=` (ids) say what it is about. */
export function TaskCreate() {
  const translate = useTranslate()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const save = useSaveTask(null, (columns) => void navigate(recordPath(columns) ?? '/tasks'))
  return (
    <FormPage title={translate('crm.task.new')}>
      <Form
        onSubmit={save}
        defaultValues={{
          ...taskDefaults(null),
          contact_id: idIn(search, 'contact'),
          organization_id: idIn(search, 'organization'),
          opportunity_id: idIn(search, 'opportunity'),
        }}
        validate={taskProblems}
      >
        <Panel>
          <Box sx={{ display: 'grid', gap: 1.5 }}>
            <TaskInputs isNew />
          </Box>
        </Panel>
        <FormActions saveLabel="crm.task.save" />
      </Form>
    </FormPage>
  )
}
