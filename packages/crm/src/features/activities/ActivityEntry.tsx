import { Box, Button, Stack, Typography } from '@mui/material'
import type { Activity } from '@valence/schema'
import { useDataProvider, useDelete, useGetIdentity, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type {
  AboutNames,
  CrmDataProvider,
  TimelineEntry,
  TimelineScope,
} from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { DeleteIcon, EditIcon, LinkIcon } from '../../ui/icons.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useMayManage } from '../../ui/useMayManage.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { StatusChip } from '../settings/index.ts'
import { About, ActivityAbout } from './ActivityAbout.tsx'
import { ActivityFields } from './ActivityFields.tsx'
import { ActivityFiles } from './ActivityFiles.tsx'
import { activityIcon } from './activity-types.ts'
import { columnsOf, valuesOf } from './activity-values.ts'
import { ConvertDialog } from './ConvertDialog.tsx'
import { EditedMark } from './EditedMark.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { MentionField } from './MentionField.tsx'
import { useRefreshTimelines } from './useTimeline.ts'

type LoggedEntry = Extract<TimelineEntry, { readonly activity: Activity }>

interface ActivityEntryProps {
  readonly activity: Activity
  readonly about: AboutNames
  readonly edited: LoggedEntry['edited']
  readonly mentions: LoggedEntry['mentions']
  readonly participants: LoggedEntry['participants']
  /** What the page is about already, and so need not be named again. */
  readonly scope: TimelineScope
}

/** What was logged: a call, a note, a meeting … */
export function ActivityEntry({
  activity,
  about,
  edited,
  mentions,
  participants,
  scope,
}: ActivityEntryProps) {
  const translate = useTranslate()
  const [isEditing, setEditing] = useState(false)
  return (
    <EntryFrame
      icon={activityIcon(activity.type)}
      title={activity.subject || translate(`crm.activity_type.${activity.type}`)}
      authorId={activity.created_by}
      at={activity.activity_date}
      about={<ActivityAbout about={about} scope={scope} />}
      action={
        <>
          <StatusChip value={activity.status} />
          <EntryMenu activity={activity} onEdit={() => setEditing(true)} />
        </>
      }
    >
      {isEditing ? (
        <EntryEditor activity={activity} onClose={() => setEditing(false)} />
      ) : (
        <Markdown text={activity.description ?? ''} chips={mentions} />
      )}
      <ActivityFacts activity={activity} participants={participants} scope={scope} />
      {edited ? <EditedMark activity={activity} edited={edited} /> : null}
      <ActivityFiles files={activity.attachments} />
    </EntryFrame>
  )
}

/** How long it took, how it went, who took part, and what follows; nothing where nothing of it is known. */
function ActivityFacts({
  activity,
  participants,
  scope,
}: Omit<ActivityEntryProps, 'about' | 'edited' | 'mentions'>) {
  const translate = useTranslate()
  const { shortDay } = useLocalFormat()
  const { duration_minutes, outcome, sentiment, follow_up_date, contact_id } = activity
  const facts = [
    duration_minutes && translate('crm.activity.minutes', { smart_count: duration_minutes }),
    sentiment && translate(`crm.activity.sentiments.${sentiment}`),
    outcome,
    follow_up_date && translate('crm.activity.follow_up_note', { day: shortDay(follow_up_date) }),
  ].filter(Boolean)
  const others = participants.filter(
    ({ contact_id: id }) => id && id !== contact_id && id !== scope.contact_id,
  )
  if (facts.length === 0 && others.length === 0) return null
  return (
    <Typography variant="caption" component="div" sx={{ color: 'text.secondary', mt: 0.25 }}>
      {facts.join(' · ')}
      {others.map(({ contact_id: id, contact_name }) => (
        <About key={id} to={`/contacts/${id}/show`} name={contact_name} />
      ))}
    </Typography>
  )
}

interface EntryMenuProps {
  readonly activity: Activity
  readonly onEdit: () => void
}

/** Edit and delete, for one's own entries and for managers; and whether it belongs to an opportunity. */
function EntryMenu({ activity, onEdit }: EntryMenuProps) {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const [isConverting, setConverting] = useState(false)
  const onDelete = useDeleteEntry(activity)
  const onConvertBack = useConvertBack(activity)
  const mayManage = useMayManage()
  const mayEdit = mayManage || activity.created_by === identity?.id
  const isEngagement = activity.activity_type === 'engagement'
  const own = [
    {
      key: 'edit',
      label: translate('crm.action.edit'),
      icon: <EditIcon fontSize="small" />,
      onSelect: onEdit,
    },
    {
      key: 'delete',
      label: translate('crm.action.delete'),
      icon: <DeleteIcon fontSize="small" />,
      isDestructive: true,
      onSelect: onDelete,
    },
  ]
  const convert = {
    key: 'convert',
    label: translate(isEngagement ? 'crm.convert.action' : 'crm.convert.back'),
    icon: <LinkIcon fontSize="small" />,
    onSelect: () => (isEngagement ? setConverting(true) : onConvertBack()),
  }
  return (
    <>
      <ActionMenu
        label={translate('crm.activity.more')}
        actions={[
          ...(isEngagement || mayGoBack(activity) ? [convert] : []),
          ...(mayEdit ? own : []),
        ]}
      />
      {isConverting ? (
        <ConvertDialog activity={activity} onClose={() => setConverting(false)} />
      ) : null}
    </>
  )
}

/** The note of an opportunity cannot be without it, and an entry about nothing would be found nowhere. */
function mayGoBack({ source_table, contact_id, organization_id }: Activity): boolean {
  const isAboutElse = contact_id !== null || organization_id !== null
  return source_table !== 'opportunity_notes' && isAboutElse
}

function useDeleteEntry(activity: Activity): () => void {
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshTimelines()
  const [remove] = useDelete<Activity>()
  return () =>
    void remove(
      'activities',
      { id: activity.id, previousData: activity },
      {
        onSuccess: () => {
          notify('crm.activity.deleted', { type: 'info' })
          void refresh()
        },
        onError: notifyError,
      },
    )
}

function useConvertBack(activity: Activity): () => void {
  const dataProvider = useDataProvider<CrmDataProvider>()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshTimelines()
  return () =>
    void dataProvider
      .convertInteraction(activity.id)
      .then(() => {
        notify('crm.convert.undone', { type: 'success' })
        return refresh()
      })
      .catch(notifyError)
}

function EntryEditor({
  activity,
  onClose,
}: {
  readonly activity: Activity
  readonly onClose: () => void
}) {
  const translate = useTranslate()
  const notifyError = useNotifyError()
  const refresh = useRefreshTimelines()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [values, setValues] = useState(() => valuesOf(activity))

  const save = async () => {
    try {
      await dataProvider.update('activities', {
        id: activity.id,
        data: { ...activity, ...columnsOf(values, activity) },
        previousData: activity,
      })
      onClose()
      await refresh()
    } catch (error) {
      notifyError(error)
    }
  }
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <MentionField
        minRows={2}
        value={values.text}
        onChange={(text) => setValues({ ...values, text })}
        label={translate('crm.activity.text')}
      />
      <ActivityFields
        values={values}
        isTypeFixed={activity.source_table !== null}
        onChange={(change) => setValues((former) => ({ ...former, ...change }))}
      />
      <Stack direction="row" sx={{ gap: 1 }}>
        <Button size="small" variant="contained" onClick={() => void save()}>
          {translate('crm.action.save')}
        </Button>
        <Button size="small" color="inherit" onClick={onClose}>
          {translate('crm.action.cancel')}
        </Button>
      </Stack>
    </Box>
  )
}
