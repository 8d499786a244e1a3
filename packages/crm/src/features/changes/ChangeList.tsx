import { Box, Button, Skeleton } from '@mui/material'
import { useTranslate } from 'ra-core'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ChangeEntry } from './ChangeEntry.tsx'
import { type ChangeFilter, useChanges } from './useChanges.ts'

interface ChangeListProps {
  readonly filter: ChangeFilter
  readonly namesRecord: boolean
}

/** Entries of the log, the newest first; more of them when they are asked for. */
export function ChangeList({ filter, namesRecord }: ChangeListProps) {
  const translate = useTranslate()
  const { rows, nameOf, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useChanges(filter)
  if (error) return <EmptyState title={translate(error.message, { _: error.message })} />
  if (isPending) return <Skeleton variant="rounded" height={160} />
  if (rows.length === 0) {
    const isFiltered = namesRecord && Object.values(filter).some((value) => value !== undefined)
    return isFiltered ? (
      <EmptyState isSmall title={translate('crm.changes.none_found')} />
    ) : (
      <EmptyState
        isSmall
        title={translate('crm.changes.none')}
        text={translate('crm.changes.none_hint')}
      />
    )
  }
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {rows.map((change) => (
          <ChangeEntry key={change.id} change={change} nameOf={nameOf} namesRecord={namesRecord} />
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
    </>
  )
}
