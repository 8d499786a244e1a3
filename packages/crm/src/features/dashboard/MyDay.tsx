import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { DashboardAnswer, Meeting } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { ActivityAbout, activityIcon } from '../activities/index.ts'
import { TaskRow } from '../tasks/index.ts'
import { dayEntries, hasHour } from './day-entries.ts'

const EVERYTHING = {}

/** The meetings, calls and visits of today, and the tasks that are due, by time. */
export function MyDay({ figures }: { readonly figures: DashboardAnswer | undefined }) {
  const translate = useTranslate()
  const due = figures?.tasks.find(({ name }) => name === 'today')
  const entries = figures && dayEntries(figures.meetings, due?.rows ?? [])
  const hidden = due ? due.total - due.rows.length : 0
  return (
    <Panel title={translate('crm.my_day.title')}>
      {entries ? null : <RowSkeleton count={3} />}
      {entries?.length === 0 ? (
        <EmptyState
          isSmall
          title={translate('crm.my_day.empty')}
          text={translate('crm.my_day.empty_hint')}
        />
      ) : null}
      {entries?.map((entry) =>
        entry.kind === 'task' ? (
          <TaskRow key={`task-${entry.task.id}`} task={entry.task} scope={EVERYTHING} />
        ) : (
          <MeetingRow key={`meeting-${entry.meeting.id}`} meeting={entry.meeting} />
        ),
      )}
      {hidden > 0 ? (
        <Box sx={{ mt: 1 }}>
          <TextLink to="/tasks">{translate('crm.list.more', { smart_count: hidden })}</TextLink>
        </Box>
      ) : null}
    </Panel>
  )
}

function MeetingRow({ meeting }: { readonly meeting: Meeting }) {
  const translate = useTranslate()
  const { time } = useLocalFormat()
  const { type, subject, activity_date, duration_minutes, about } = meeting
  const Icon = activityIcon(type)
  const typeName = translate(`crm.activity_type.${type}`)
  const facts = [
    activity_date && hasHour(activity_date) ? time(activity_date) : translate('crm.task.today'),
    subject && typeName,
    duration_minutes && translate('crm.activity.minutes', { smart_count: duration_minutes }),
  ].filter(Boolean)
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1.25, py: 0.75 }}>
      <Box aria-hidden sx={{ width: 20, color: 'text.secondary', '& svg': { fontSize: 20 } }}>
        <Icon />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2">{subject || typeName}</Typography>
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {facts.join(' · ')}
          <ActivityAbout about={about} scope={EVERYTHING} />
        </Typography>
      </Box>
    </Box>
  )
}
