import { Box, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { NewActivityParticipant, TimelineScope } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NoteIcon } from '../../ui/icons.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { ActivityComposer } from './ActivityComposer.tsx'
import { ActivityEntry } from './ActivityEntry.tsx'
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
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useTimeline(scope, pageSize)
  const entries = data?.pages.flatMap((page) => page.data) ?? []
  return (
    <Panel title={translate(title)}>
      {hasComposer ? <ActivityComposer scope={scope} participants={participants} /> : null}
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
        <EmptyState
          isSmall
          icon={<NoteIcon />}
          title={translate('crm.activity.empty')}
          text={translate(hasComposer ? 'crm.activity.empty_hint' : 'crm.activity.empty_all')}
        />
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > :last-child': { pb: 0.5 } }}>
        {entries.map((activity) => (
          <ActivityEntry key={activity.id} activity={activity} scope={scope} />
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
