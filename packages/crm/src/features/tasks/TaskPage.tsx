import { Box, Button, MenuItem, TextField, Typography } from '@mui/material'
import { useGetIdentity, useTranslate } from 'ra-core'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import type { TaskGroup } from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { AddIcon, TaskIcon } from '../../ui/icons.ts'
import { Columns, Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowSkeleton } from '../../ui/RowSkeleton.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { useUsers } from '../users/index.ts'
import { NoNextStep } from './NoNextStep.tsx'
import { TaskDialog } from './TaskDialog.tsx'
import { TaskRow } from './TaskRow.tsx'
import { useOpenTasks } from './useOpenTasks.ts'

const PAGE_SIZE = 50
const EVERYTHING = {}

/** What is to be done, by day: one's own, someone else's, or everyone's; and the opportunities for which nothing is planned. */
export function TaskPage() {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const [search, setSearch] = useSearchParams()
  const [isAdding, setAdding] = useState(false)
  const owner = search.get('owner') ?? 'me'
  const ownerId = owner === 'me' ? Number(identity?.id ?? 0) : Number(owner) || null
  const { data: groups } = useOpenTasks(ownerId, PAGE_SIZE)
  const total = groups?.reduce((sum, group) => sum + group.total, 0)
  return (
    <Page>
      <PageHeader
        title={translate('crm.task.title')}
        actions={
          <>
            <OwnerChoice
              value={owner}
              onChange={(chosen) => setSearch(chosen === 'me' ? {} : { owner: chosen })}
            />
            <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAdding(true)}>
              {translate('crm.task.add')}
            </Button>
          </>
        }
      />
      <Columns
        main={
          <>
            {groups ? null : <RowSkeleton count={6} />}
            {total === 0 ? (
              <Panel isFlush>
                <EmptyState
                  icon={<TaskIcon />}
                  title={translate('crm.task.all_done')}
                  text={translate('crm.task.how_to_add')}
                />
              </Panel>
            ) : null}
            {groups
              ?.filter((group) => group.total > 0)
              .map((group) => (
                <Group key={group.name} group={group} showsOwner={owner === 'all'} />
              ))}
          </>
        }
        aside={<NoNextStep ownerId={ownerId} />}
      />
      {isAdding ? <TaskDialog task={null} onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

function Group({ group, showsOwner }: { readonly group: TaskGroup; readonly showsOwner: boolean }) {
  const translate = useTranslate()
  const hidden = group.total - group.rows.length
  return (
    <Panel
      title={translate(`crm.task.groups.${group.name}`)}
      action={<SoftChip>{String(group.total)}</SoftChip>}
    >
      {group.rows.map((task) => (
        <TaskRow key={task.id} task={task} scope={EVERYTHING} showsOwner={showsOwner} />
      ))}
      {hidden > 0 ? (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {translate('crm.list.more', { smart_count: hidden })}
        </Typography>
      ) : null}
    </Panel>
  )
}

interface OwnerChoiceProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function OwnerChoice({ value, onChange }: OwnerChoiceProps) {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const users = useUsers().filter(({ id }) => id !== identity?.id)
  const isKnown = value === 'me' || value === 'all' || users.some(({ id }) => String(id) === value)
  return (
    <Box sx={{ minWidth: 150 }}>
      <TextField
        select
        fullWidth
        size="small"
        label={translate('crm.field.owner')}
        value={isKnown ? value : ''}
        onChange={(event) => onChange(event.target.value)}
      >
        <MenuItem value="me">{translate('crm.filter.me')}</MenuItem>
        <MenuItem value="all">{translate('crm.forecast.everyone')}</MenuItem>
        {users.map(({ id, first_name, last_name }) => (
          <MenuItem key={id} value={String(id)}>
            {`${first_name} ${last_name}`.trim()}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  )
}
