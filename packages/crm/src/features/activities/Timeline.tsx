import { Box, Button, Chip } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import {
  type NewActivityParticipant,
  type TimelineKind,
  type TimelineScope,
  timelineKinds,
} from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NoteIcon } from '../../ui/icons.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { useMayWrite } from '../../ui/useMayWrite.ts'
import { ActivityComposer } from './ActivityComposer.tsx'
import { TimelineRow } from './TimelineRow.tsx'
import { useTimeline } from './useTimeline.ts'

interface TimelineProps {
  /** Whose activities; {} is everyone's. */
  readonly scope: TimelineScope
  readonly title?: string
  readonly participants?: readonly NewActivityParticipant[]
  /** False where there is nothing that a new activity could be about. */
  readonly hasComposer?: boolean
  readonly pageSize?: number
}

/** The one timeline: of a contact, an organization, an opportunity, or of all. */
export function Timeline({
  scope,
  title = 'crm.activity.title',
  participants = [],
  hasComposer = true,
  pageSize = 20,
}: TimelineProps) {
  const translate = useTranslate()
  const mayWrite = useMayWrite()
  const isWritten = hasComposer && mayWrite
  const [kind, setKind] = useState<TimelineKind | null>(null)
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useTimeline({ scope, kinds: kind === null ? usualKinds(scope) : [kind], limit: pageSize })
  const entries = data?.pages.flatMap(({ rows }) => rows) ?? []
  return (
    <Panel title={translate(title)}>
      {isWritten ? <ActivityComposer scope={scope} participants={participants} /> : null}
      <KindFilter kinds={kindsOf(scope)} chosen={kind} onChoose={setKind} />
      {isPending ? <RowSkeleton count={3} /> : null}
      {error ? (
        <EmptyState
          isSmall
          title={translate(error.message, { _: error.message })}
          action={
            <Button onClick={() => void refetch()}>{translate('crm.action.try_again')}</Button>
          }
        />
      ) : null}
      {!isPending && !error && entries.length === 0 ? (
        <Nothing isFiltered={kind !== null} hasComposer={isWritten} />
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > :last-child': { pb: 0.5 } }}>
        {entries.map((entry) => (
          <TimelineRow key={`${entry.source}-${entry.id}`} entry={entry} scope={scope} />
        ))}
      </Box>
      {hasNextPage ? (
        <Button
          fullWidth
          color="inherit"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {translate('crm.list.show_more')}
        </Button>
      ) : null}
    </Panel>
  )
}

/** An interaction has an opportunity and an engagement has none. */
function kindsOf({ opportunity_id }: TimelineScope): readonly TimelineKind[] {
  if (!opportunity_id) return timelineKinds
  return timelineKinds.filter((kind) => kind !== 'engagement')
}

/** Of everyone, each change of a field would drown what people did; it is shown where it is asked for. */
function usualKinds(scope: TimelineScope): readonly TimelineKind[] | null {
  if (Object.values(scope).some(Boolean)) return null
  return timelineKinds.filter((kind) => kind !== 'fields')
}

interface KindFilterProps {
  readonly kinds: readonly TimelineKind[]
  readonly chosen: TimelineKind | null
  readonly onChoose: (kind: TimelineKind | null) => void
}

function KindFilter({ kinds, chosen, onChoose }: KindFilterProps) {
  const translate = useTranslate()
  return (
    <Box
      role="group"
      aria-label={translate('crm.activity.filter')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mb: 2 }}
    >
      {[null, ...kinds].map((kind) => (
        <Chip
          key={kind ?? 'all'}
          size="small"
          variant={kind === chosen ? 'filled' : 'outlined'}
          color={kind === chosen ? 'primary' : 'default'}
          label={translate(`crm.activity.kinds.${kind ?? 'all'}`)}
          aria-pressed={kind === chosen}
          onClick={() => onChoose(kind)}
        />
      ))}
    </Box>
  )
}

function Nothing({
  isFiltered,
  hasComposer,
}: {
  readonly isFiltered: boolean
  readonly hasComposer: boolean
}) {
  const translate = useTranslate()
  if (isFiltered) {
    return <EmptyState isSmall title={translate('crm.activity.nothing_of_kind')} />
  }
  return (
    <EmptyState
      isSmall
      icon={<NoteIcon />}
      title={translate('crm.activity.empty')}
      text={translate(hasComposer ? 'crm.activity.empty_hint' : 'crm.activity.empty_all')}
    />
  )
}
