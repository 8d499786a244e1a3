import { Box, Button, Stack, TextField } from '@mui/material'
import type { FileReference, InteractionType } from '@valence/schema'
import { useDataProvider, useNotify, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import type {
  CrmDataProvider,
  NewActivity,
  NewActivityParticipant,
  TimelineScope,
} from '../../providers/types.ts'
import { FileField } from '../../ui/FileField.tsx'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { useConfiguration } from '../settings/index.ts'
import { ActivityFields } from './ActivityFields.tsx'
import { activityIcon, quickTypes } from './activity-types.ts'
import { columnsOf, emptyValues } from './activity-values.ts'
import { MentionField } from './MentionField.tsx'
import { ParticipantsField } from './ParticipantsField.tsx'
import { useRefreshTimelines } from './useTimeline.ts'

interface ActivityComposerProps {
  /** What the new activity is about. */
  readonly scope: TimelineScope
  /** Who took part, besides the one the page is about. */
  readonly participants?: readonly NewActivityParticipant[]
  /** Open from the start, as this type. */
  readonly openAs?: InteractionType | null
  readonly onClosed?: () => void
}

/** Logs a note, a call, a meeting … in three steps: its kind, the text, «Log it». Ctrl+Enter (⌘+Enter) saves. */
export function ActivityComposer({
  scope,
  participants = [],
  openAs = null,
  onClosed,
}: ActivityComposerProps) {
  const translate = useTranslate()
  const [type, setType] = useState<InteractionType | null>(openAs)
  if (type === null) return <QuickTypes onChoose={setType} />
  return (
    // At its height at once: what still moves takes a button away from under the pointer that is about to press it.
    <Box sx={{ mb: 2.5 }}>
      <ComposerForm
        scope={scope}
        type={type}
        participants={participants}
        onClose={() => {
          setType(openAs)
          onClosed?.()
        }}
        closeLabel={translate('crm.action.cancel')}
      />
    </Box>
  )
}

function QuickTypes({ onChoose }: { readonly onChoose: (type: InteractionType) => void }) {
  const translate = useTranslate()
  const { hiddenTypes } = useConfiguration()
  const offered = quickTypes.filter((type) => !hiddenTypes.includes(type))
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 2 }}>
      {offered.map((type) => {
        const Icon = activityIcon(type)
        return (
          <Button
            key={type}
            size="small"
            variant="outlined"
            color="inherit"
            startIcon={<Icon />}
            aria-label={translate(`crm.activity.log.${type}`)}
            onClick={() => onChoose(type)}
          >
            {translate(`crm.activity_type.${type}`)}
          </Button>
        )
      })}
    </Box>
  )
}

interface ComposerFormProps {
  readonly scope: TimelineScope
  readonly type: InteractionType
  readonly participants: readonly NewActivityParticipant[]
  readonly onClose: () => void
  readonly closeLabel: string
}

function ComposerForm({ scope, type, participants, onClose, closeLabel }: ComposerFormProps) {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [values, setValues] = useState(() => emptyValues(type))
  const [contactIds, setContactIds] = useState<readonly number[]>(() =>
    participants.flatMap(({ contact_id }) => contact_id ?? []),
  )
  const [files, setFiles] = useState<readonly FileReference[]>([])
  const [followUp, setFollowUp] = useState({ day: '', text: '' })
  const { save, isSaving } = useLogActivity(onClose)
  const { text, subject, outcome } = values
  const isEmpty = [text, subject, outcome].every((part) => part.trim() === '') && files.length === 0

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty || isSaving) return
    const activity: NewActivity = {
      ...scope,
      // An interaction is also its first contact's, so that it shows on that person's page.
      contact_id: scope.contact_id ?? contactIds[0] ?? null,
      ...columnsOf(values),
      ...(files.length > 0 ? { attachments: files } : {}),
      ...(followUp.day
        ? { follow_up_date: followUp.day, follow_up_text: followUp.text || subject || text }
        : {}),
    }
    void save(
      activity,
      contactIds.map((contact_id) => ({ contact_id })),
    )
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ pt: 0.75 }}>
      <MentionField
        minRows={3}
        value={text}
        onChange={(typed) => setValues({ ...values, text: typed })}
        label={translate('crm.activity.text')}
        placeholder={translate('crm.activity.text')}
      />
      <FileField files={files} onChange={setFiles} upload={(file) => dataProvider.uploadFile(file)}>
        <ActivityFields
          values={values}
          onChange={(change) => setValues((former) => ({ ...former, ...change }))}
        />
        <Box sx={{ display: 'grid', gap: 1.25, mt: 1.25 }}>
          {values.type === 'note' ? null : (
            <ParticipantsField contactIds={contactIds} onChange={setContactIds} />
          )}
          <Box
            sx={{
              display: 'grid',
              gap: 1.25,
              gridTemplateColumns: { xs: '1fr', sm: '180px minmax(0, 1fr)' },
            }}
          >
            <TextField
              type="date"
              label={translate('crm.activity.follow_up')}
              value={followUp.day}
              onChange={(event) => setFollowUp({ ...followUp, day: event.target.value })}
              slotProps={{ inputLabel: { shrink: true } }}
            />
            {followUp.day ? (
              <TextField
                label={translate('crm.activity.follow_up_text')}
                value={followUp.text}
                onChange={(event) => setFollowUp({ ...followUp, text: event.target.value })}
              />
            ) : null}
          </Box>
        </Box>
      </FileField>
      <Stack direction="row" sx={{ gap: 1, mt: 1.25, justifyContent: 'flex-end' }}>
        <Button size="small" color="inherit" onClick={onClose}>
          {closeLabel}
        </Button>
        <Button type="submit" size="small" variant="contained" disabled={isSaving || isEmpty}>
          {translate('crm.activity.save')}
        </Button>
      </Stack>
    </Box>
  )
}

function useLogActivity(onSaved: () => void) {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshTimelines()
  const [isSaving, setSaving] = useState(false)

  const save = async (activity: NewActivity, participants: readonly NewActivityParticipant[]) => {
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
