import { Box, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { type ChangedResource, changedResources } from '../../providers/types.ts'
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx'
import { DayRangeFields } from '../../ui/DayRangeFields.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PopoverFilter } from '../../ui/PopoverFilter.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { type ChangeFilter, ChangeList } from '../changes/index.ts'
import { useUsers } from '../users/index.ts'
import { changeFilterOf } from './change-filter.ts'
import { RolesOnly } from './RolesOnly.tsx'
import { SettingsLinks } from './SettingsLinks.tsx'

/** Who changed what in the whole CRM. */
export function ChangesPage() {
  return (
    <RolesOnly roles={['administrator', 'manager']}>
      <Changes />
    </RolesOnly>
  )
}

function Changes() {
  const translate = useTranslate()
  const [params, setParams] = useSearchParams()
  const filter: ChangeFilter = changeFilterOf(params)
  const set = (values: Readonly<Record<string, string | null>>) =>
    setParams(
      (former) => {
        for (const [key, value] of Object.entries(values)) {
          if (value === null || value === '') former.delete(key)
          else former.set(key, value)
        }
        return former
      },
      { replace: true },
    )
  return (
    <Page>
      <Box sx={{ maxWidth: 860, mx: 'auto' }}>
        <PageHeader title={translate('crm.changes.title')} />
        <SettingsLinks />
        <Box role="search" sx={{ display: 'flex', gap: 1, mb: 2, flexWrap: 'wrap' }}>
          <ResourceFilter chosen={filter.resource} onChoose={(kind) => set({ kind })} />
          <UserFilter chosen={filter.userId} onChoose={(user) => set({ user })} />
          <DaysFilter
            key={params.toString()}
            from={params.get('from') ?? ''}
            to={params.get('to') ?? ''}
            onChoose={set}
          />
          {params.size > 0 ? (
            <Button size="small" onClick={() => setParams({}, { replace: true })}>
              {translate('crm.filter.clear')}
            </Button>
          ) : null}
        </Box>
        <Panel isFlush>
          <ChangeList filter={filter} namesRecord />
        </Panel>
      </Box>
    </Page>
  )
}

interface ResourceFilterProps {
  readonly chosen: ChangedResource | undefined
  readonly onChoose: (resource: string | null) => void
}

function ResourceFilter({ chosen, onChoose }: ResourceFilterProps) {
  const translate = useTranslate()
  return (
    <ChoiceMenu
      name={translate('crm.changes.kind')}
      chosen={chosen ?? null}
      onChoose={onChoose}
      choices={changedResources.map((key) => ({
        key,
        label: translate(`resources.${key}.name`, { smart_count: 2 }),
      }))}
    />
  )
}

interface UserFilterProps {
  readonly chosen: number | undefined
  readonly onChoose: (id: string | null) => void
}

function UserFilter({ chosen, onChoose }: UserFilterProps) {
  const translate = useTranslate()
  const users = useUsers()
  return (
    <ChoiceMenu
      name={translate('crm.changes.user')}
      chosen={chosen === undefined ? null : String(chosen)}
      onChoose={onChoose}
      choices={users.map(({ id, first_name, last_name }) => ({
        key: String(id),
        label: `${first_name} ${last_name}`.trim(),
      }))}
    />
  )
}

interface DaysFilterProps {
  readonly from: string
  readonly to: string
  readonly onChoose: (days: { from: string; to: string }) => void
}

function DaysFilter({ from, to, onChoose }: DaysFilterProps) {
  const translate = useTranslate()
  const { shortDay } = useLocalFormat()
  const [first, setFirst] = useState(from)
  const [last, setLast] = useState(to)
  const name = translate('crm.changes.days')
  const chosen = [from, to].some(Boolean)
    ? translate('crm.labelled', {
        name,
        value: [from, to].map((value) => (value ? shortDay(value) : '…')).join(' – '),
      })
    : name
  return (
    <PopoverFilter label={chosen} isActive={chosen !== name}>
      {(close) => (
        <Box
          component="form"
          sx={{ display: 'grid', gap: 1.5 }}
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            close()
            onChoose({ from: first, to: last })
          }}
        >
          <DayRangeFields first={first} last={last} onFirst={setFirst} onLast={setLast} />
          <Button type="submit" variant="contained">
            {translate('crm.filter.apply')}
          </Button>
        </Box>
      )}
    </PopoverFilter>
  )
}
