import { Box, Button, Stack, TextField, Typography } from '@mui/material'
import type { Activity } from '@valence/schema'
import { useDataProvider, useDelete, useGetIdentity, useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import type { CrmDataProvider, TimelineScope } from '../../providers/types.ts'
import { ActionMenu } from '../../ui/ActionMenu.tsx'
import { DeleteIcon, EditIcon } from '../../ui/icons.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { StatusChip } from '../settings/index.ts'
import { useUserName } from '../users/index.ts'
import { ActivityAbout } from './ActivityAbout.tsx'
import { ActivityFiles } from './ActivityFiles.tsx'
import { activityIcon } from './activity-types.ts'
import { useRefreshTimelines } from './useTimeline.ts'

interface ActivityEntryProps {
  readonly activity: Activity
  /** What the page is about already, and so need not be named again. */
  readonly scope: TimelineScope
}

/** One thing that happened: who did what, when, about whom. */
export function ActivityEntry({ activity, scope }: ActivityEntryProps) {
  const translate = useTranslate()
  const userName = useUserName()
  const { moment, relative } = useLocalFormat()
  const [isEditing, setEditing] = useState(false)
  const Icon = activityIcon(activity.type)
  const type = translate(`crm.activity_type.${activity.type}`)
  const author = userName(activity.created_by)

  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.5, position: 'relative', pb: 2.5 }}>
      <Box
        aria-hidden
        sx={{
          width: 30,
          height: 30,
          flex: 'none',
          borderRadius: '50%',
          display: 'grid',
          placeItems: 'center',
          bgcolor: 'var(--v-sunken)',
          color: 'text.secondary',
          '& svg': { fontSize: 16 },
        }}
      >
        <Icon />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Stack direction="row" sx={{ alignItems: 'center', gap: 1, minHeight: 30 }}>
          <Typography variant="body2" sx={{ flex: 1, minWidth: 0, color: 'text.secondary' }}>
            <Box component="span" sx={{ color: 'text.primary', fontWeight: 580 }}>
              {activity.subject || type}
            </Box>
            {author ? ` · ${author}` : ''}
            <ActivityAbout activity={activity} scope={scope} />
            {activity.activity_date ? (
              <>
                {' · '}
                <time dateTime={activity.activity_date} title={moment(activity.activity_date)}>
                  {relative(activity.activity_date)}
                </time>
              </>
            ) : null}
          </Typography>
          <StatusChip value={activity.status} />
          <EntryMenu activity={activity} onEdit={() => setEditing(true)} />
        </Stack>
        {isEditing ? (
          <EntryEditor activity={activity} onClose={() => setEditing(false)} />
        ) : (
          <Markdown text={activity.description ?? ''} />
        )}
        <ActivityFiles files={activity.attachments} />
      </Box>
    </Box>
  )
}

/** Edit and delete, for one's own entries. */
function EntryMenu({
  activity,
  onEdit,
}: {
  readonly activity: Activity
  readonly onEdit: () => void
}) {
  const translate = useTranslate()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const refresh = useRefreshTimelines()
  const { identity } = useGetIdentity()
  const [remove] = useDelete<Activity>()
  if (!identity || activity.created_by !== identity.id) return null

  const onDelete = () =>
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
  return (
    <ActionMenu
      label={translate('crm.activity.more')}
      actions={[
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
      ]}
    />
  )
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
  const [text, setText] = useState(activity.description ?? '')

  const save = async () => {
    try {
      await dataProvider.update('activities', {
        id: activity.id,
        data: { ...activity, description: text },
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
      <TextField
        multiline
        autoFocus
        fullWidth
        minRows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        slotProps={{ htmlInput: { 'aria-label': translate('crm.activity.text') } }}
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
