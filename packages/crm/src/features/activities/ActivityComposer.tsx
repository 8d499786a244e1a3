import { Box, Button, Collapse, MenuItem, Stack, TextField } from '@mui/material'
import type { FileReference, InteractionType } from '@valence/schema'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type {
  CrmDataProvider,
  NewActivityParticipant,
  TimelineScope,
} from '../../providers/types.ts'
import { FileField } from '../../ui/FileField.tsx'
import { today } from '../../ui/format.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { commonTypes } from './activity-types.ts'
import { useRefreshTimelines } from './useTimeline.ts'

interface ActivityComposerProps {
  /** What the new activity is about. */
  readonly scope: TimelineScope
  /** Who took part, besides the one the page is about. */
  readonly participants?: readonly NewActivityParticipant[]
}

/** Logs a note, a call, a meeting … Ctrl+Enter (⌘+Enter) saves. */
export function ActivityComposer({ scope, participants = [] }: ActivityComposerProps) {
  const translate = useTranslate()
  const [isOpen, setOpen] = useState(false)
  const [type, setType] = useState<InteractionType>('note')
  const [subject, setSubject] = useState('')
  const [text, setText] = useState('')
  const [day, setDay] = useState(today())
  const [files, setFiles] = useState<readonly FileReference[]>([])
  const dataProvider = useDataProvider<CrmDataProvider>()
  const clear = () => {
    setSubject('')
    setText('')
    setFiles([])
    setOpen(false)
  }
  const { save, isSaving } = useLogActivity(clear)

  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() === '' && subject.trim() === '' && files.length === 0) return
    // An interaction is also its first contact's, so that it shows on that person's page.
    const contact_id = scope.contact_id ?? participants[0]?.contact_id ?? null
    const activity = {
      ...scope,
      contact_id,
      type,
      subject,
      description: text,
      activity_date: momentOf(day),
      ...(files.length > 0 ? { attachments: files } : {}),
    }
    void save(activity, participants)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
  }

  return (
    <Box component="form" onSubmit={submit} onKeyDown={onKeyDown} sx={{ mb: 2.5 }}>
      <TextField
        fullWidth
        multiline
        minRows={isOpen ? 3 : 1}
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => setText(event.target.value)}
        placeholder={translate('crm.activity.placeholder')}
        slotProps={{ htmlInput: { 'aria-label': translate('crm.activity.text') } }}
      />
      <Collapse in={isOpen} unmountOnExit>
        <FileField
          files={files}
          onChange={setFiles}
          upload={(file) => dataProvider.uploadFile(file)}
        >
          <Box
            sx={{
              display: 'grid',
              gap: 1,
              mt: 1,
              gridTemplateColumns: { xs: '1fr 1fr', sm: '150px minmax(0, 1fr) 160px' },
            }}
          >
            <TextField
              select
              label={translate('crm.field.type')}
              value={type}
              onChange={(event) => setType(event.target.value as InteractionType)}
            >
              {commonTypes.map((name) => (
                <MenuItem key={name} value={name}>
                  {translate(`crm.activity_type.${name}`)}
                </MenuItem>
              ))}
            </TextField>
            <TextField
              label={translate('crm.activity.subject')}
              value={subject}
              onChange={(event) => setSubject(event.target.value)}
              sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' }, order: { xs: -1, sm: 0 } }}
            />
            <TextField
              type="date"
              label={translate('crm.field.date')}
              value={day}
              onChange={(event) => setDay(event.target.value)}
              slotProps={{ inputLabel: { shrink: true } }}
            />
          </Box>
        </FileField>
        <Stack direction="row" sx={{ gap: 1, mt: 1.25, justifyContent: 'flex-end' }}>
          <Button size="small" color="inherit" onClick={clear}>
            {translate('crm.action.cancel')}
          </Button>
          <Button type="submit" size="small" variant="contained" disabled={isSaving}>
            {translate('crm.activity.save')}
          </Button>
        </Stack>
      </Collapse>
    </Box>
  )
}

function useLogActivity(onSaved: () => void) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshTimelines()
  const [isSaving, setSaving] = useState(false)

  const save: CrmDataProvider['logActivity'] extends (...args: infer A) => unknown
    ? (...args: A) => Promise<void>
    : never = async (activity, participants) => {
    setSaving(true)
    try {
      await dataProvider.logActivity(activity, participants)
      notify('crm.activity.saved', { type: 'success' })
      onSaved()
      await refresh()
    } catch (error) {
      notifyError(error)
    } finally {
      setSaving(false)
    }
  }
  return { save, isSaving }
}

/** Today means now; another day means its noon, so that no time zone moves it. */
function momentOf(day: string): string {
  const isToday = day === '' || day === today()
  return (isToday ? new Date() : new Date(`${day}T12:00:00`)).toISOString()
}
