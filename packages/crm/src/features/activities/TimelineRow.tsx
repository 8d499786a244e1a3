import { Box } from '@mui/material'
import type { OpportunityStageChange, Task } from '@valence/schema'
import { useTranslate } from 'ra-core'
import type { AboutNames, TimelineEntry, TimelineScope } from '../../providers/types.ts'
import { EditIcon, NextStepIcon, TaskIcon } from '../../ui/icons.ts'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { ChangedFields, useNameOf } from '../changes/index.ts'
import { ActivityAbout } from './ActivityAbout.tsx'
import { ActivityEntry } from './ActivityEntry.tsx'
import { EntryFrame } from './EntryFrame.tsx'

interface TimelineRowProps {
  readonly entry: TimelineEntry
  /** What the page is about already, and so need not be named again. */
  readonly scope: TimelineScope
}

/** One thing that happened, whatever its kind. */
export function TimelineRow({ entry, scope }: TimelineRowProps) {
  switch (entry.kind) {
    case 'task':
      return <TaskEntry task={entry.task} about={entry.about} scope={scope} />
    case 'stage':
      return <StageEntry change={entry.change} about={entry.about} scope={scope} />
    case 'fields':
      return (
        <FieldsEntry change={entry.change} names={entry.names} about={entry.about} scope={scope} />
      )
    default:
      return (
        <ActivityEntry
          activity={entry.activity}
          about={entry.about}
          edited={entry.edited}
          mentions={entry.mentions}
          participants={entry.participants}
          scope={scope}
        />
      )
  }
}

interface EntryProps {
  readonly about: AboutNames
  readonly scope: TimelineScope
}

function TaskEntry({ task, about, scope }: EntryProps & { readonly task: Task }) {
  const translate = useTranslate()
  return (
    <EntryFrame
      icon={TaskIcon}
      title={translate('crm.activity.task_done', { text: task.text ?? '' })}
      authorId={task.sales_id}
      at={task.done_date}
      about={<ActivityAbout about={about} scope={scope} />}
    />
  )
}

function StageEntry({
  change,
  about,
  scope,
}: EntryProps & { readonly change: OpportunityStageChange }) {
  const translate = useTranslate()
  const stage = (name: NonNullable<OpportunityStageChange['from_stage']>) => (
    <SoftChip colour={`var(--v-stage-${name})`}>{translate(`crm.stage.${name}`)}</SoftChip>
  )
  return (
    <EntryFrame
      icon={NextStepIcon}
      title={
        <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
          {translate('crm.activity.stage_moved')}
          {change.from_stage ? stage(change.from_stage) : null}
          {change.from_stage ? '→' : null}
          {stage(change.to_stage)}
        </Box>
      }
      authorId={change.changed_by}
      at={change.changed_at}
      about={<ActivityAbout about={about} scope={scope} />}
    />
  )
}

type FieldsEntryProps = EntryProps &
  Pick<Extract<TimelineEntry, { readonly kind: 'fields' }>, 'change' | 'names'>

function FieldsEntry({ change, names, about, scope }: FieldsEntryProps) {
  const translate = useTranslate()
  return (
    <EntryFrame
      icon={EditIcon}
      title={translate('crm.activity.fields_changed')}
      authorId={change.changed_by}
      at={change.changed_at}
      about={<ActivityAbout about={about} scope={scope} />}
    >
      <ChangedFields change={change} nameOf={useNameOf(names)} />
    </EntryFrame>
  )
}
