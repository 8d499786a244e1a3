import { Autocomplete, Box, Button, Skeleton, TextField } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { interactionTypes, priorityLevels } from '@valence/schema'
import { useDataProvider, useLocaleState, useNotify, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import {
  type Choice,
  type Configuration,
  type CrmDataProvider,
  type SettingList,
  type SettingsChange,
  settingLists,
  type ValueSettings,
} from '../../providers/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAutocompleteWords } from '../../ui/useAutocompleteWords.ts'
import { useNotifyError } from '../../ui/useNotifyError.ts'
import { currencyOf, limitedStages, listOf, stageLimitsOf } from '../settings/index.ts'
import { KeptChangesPanel } from './KeptChangesPanel.tsx'
import { changedYears, keptYearsOf } from './kept-years.ts'
import { LabelsPanel } from './LabelsPanel.tsx'
import { ListEditor } from './ListEditor.tsx'
import { type Logos, LogosPanel, logoKeys } from './LogosPanel.tsx'
import { RolesOnly } from './RolesOnly.tsx'
import { SettingsLinks } from './SettingsLinks.tsx'
import { StageLimitsPanel } from './StageLimitsPanel.tsx'
import { StagesPanel } from './StagesPanel.tsx'
import { type EditedChoice, problemOf, savedChoices } from './setting-values.ts'
import { useForgetChanges } from './useForgetChanges.ts'
import { changedValues, valueSettingsOf } from './value-settings.ts'

/** What administrators set for everybody. */
export function SettingsPage() {
  return (
    <RolesOnly roles={['administrator']}>
      <Settings />
    </RolesOnly>
  )
}

function Settings() {
  const translate = useTranslate()
  const dataProvider = useDataProvider<CrmDataProvider>()
  // Read anew, whatever is kept: what is saved is compared with what was read.
  const { data, error } = useQuery({
    queryKey: ['configuration', 'edited'],
    queryFn: () => dataProvider.getConfiguration(),
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <Page>
      <Box sx={{ maxWidth: 860, mx: 'auto' }}>
        <PageHeader title={translate('crm.settings.title')} />
        <SettingsLinks />
        {error ? <EmptyState title={translate(error.message, { _: error.message })} /> : null}
        {data ? <SettingsForm key={JSON.stringify(data)} read={data} /> : null}
        {data || error ? null : <Skeleton variant="rounded" height={240} />}
      </Box>
    </Page>
  )
}

/** What is no text is none: an installation may hold anything. */
function textOf(stored: unknown): string | null {
  return typeof stored === 'string' ? stored : null
}

type Lists = Readonly<Record<SettingList, readonly EditedChoice[]>>

function SettingsForm({ read }: { readonly read: Configuration }) {
  const translate = useTranslate()
  const autocompleteWords = useAutocompleteWords()
  const notify = useNotify()
  const notifyError = useNotifyError()
  const queryClient = useQueryClient()
  const dataProvider = useDataProvider<CrmDataProvider>()
  const [locale] = useLocaleState()
  const [saved] = useState<Lists>(() => listsOf(read))
  const [lists, setLists] = useState<Lists>(saved)
  const [title, setTitle] = useState(textOf(read.title) ?? '')
  const [currency, setCurrency] = useState(currencyOf(read))
  const [logos, setLogos] = useState<Logos>({
    lightModeLogo: textOf(read.lightModeLogo),
    darkModeLogo: textOf(read.darkModeLogo),
  })
  const [values, setValues] = useState<ValueSettings>(() => valueSettingsOf(read))
  const [limits, setLimits] = useState(() => stageLimitsOf(read))
  const [keptYears, setKeptYears] = useState(() => keptYearsOf(read))
  const forgetChanges = useForgetChanges()
  const [isBusy, setBusy] = useState(false)
  const { data: uses } = useQuery({
    queryKey: ['configuration', 'uses'],
    queryFn: () => dataProvider.getSettingUses(),
    gcTime: 0,
  })
  const changes: SettingsChange = {
    ...(title.trim() === (textOf(read.title) ?? '') ? {} : { title: title.trim() || null }),
    ...(currency === currencyOf(read) ? {} : { currency }),
    ...Object.fromEntries(
      settingLists
        .filter((list) => lists[list] !== saved[list])
        .map((list) => [list, savedChoices(lists[list])]),
    ),
    ...changedValues(values, read),
    ...(limitedStages.every((stage) => limits[stage] === stageLimitsOf(read)[stage])
      ? {}
      : { stageLimits: limits }),
    ...changedYears(keptYears, read),
    ...Object.fromEntries(
      logoKeys.filter((key) => logos[key] !== textOf(read[key])).map((key) => [key, logos[key]]),
    ),
  }
  const isChanged = Object.keys(changes).length > 0
  const isWrong = settingLists.some((list) => problemOf(lists[list]) !== null)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!isChanged || isWrong) return
    setBusy(true)
    try {
      await dataProvider.changeSettings({ changes, former: read, dropped: droppedOf(saved, lists) })
      notify('crm.settings.saved', { type: 'success' })
      await forgetChanges(changes)
      for (const resource of ['opportunities', 'dashboard']) {
        void queryClient.invalidateQueries({ queryKey: [resource] })
      }
      await queryClient.invalidateQueries({ queryKey: ['configuration'] })
    } catch (error) {
      notifyError(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={(event) => void save(event)}>
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        <Panel title={translate('crm.settings.general')}>
          <Box sx={{ display: 'grid', gap: 2, pt: 1, gridTemplateColumns: { sm: '1fr 1fr' } }}>
            <TextField
              label={translate('crm.settings.name')}
              helperText={translate('crm.settings.name_hint')}
              placeholder="Valence CRM"
              value={title}
              onChange={(event) => setTitle(event.target.value)}
              slotProps={{ inputLabel: { shrink: true } }}
            />
            <Autocomplete
              {...autocompleteWords}
              disableClearable
              options={currencies(currency)}
              value={currency}
              getOptionLabel={(code) => `${code} · ${currencyName(code, locale)}`}
              onChange={(_event, code) => setCurrency(code)}
              renderInput={(params) => (
                <TextField
                  {...params}
                  label={translate('crm.settings.currency')}
                  helperText={translate('crm.settings.currency_hint')}
                />
              )}
            />
          </Box>
        </Panel>
        <LogosPanel logos={logos} onChange={setLogos} />
        <StagesPanel
          stages={values.opportunityStages ?? {}}
          onChange={(opportunityStages) => setValues({ ...values, opportunityStages })}
        />
        <StageLimitsPanel limits={limits} onChange={setLimits} />
        <LabelsPanel
          title={translate('crm.settings.priorities')}
          prefix="crm.priority"
          values={priorityLevels}
          labels={values.priorities?.labels ?? {}}
          onChange={(labels) => setValues({ ...values, priorities: { labels } })}
        />
        <LabelsPanel
          title={translate('crm.settings.interaction_types')}
          prefix="crm.activity_type"
          values={interactionTypes}
          labels={values.interactionTypes?.labels ?? {}}
          hidden={values.interactionTypes?.hidden ?? []}
          onChange={(labels, hidden) =>
            setValues({ ...values, interactionTypes: { labels, hidden } })
          }
        />
        <KeptChangesPanel years={keptYears} onChange={setKeptYears} />
        {settingLists.map((list) => (
          <ListEditor
            key={list}
            title={translate(`crm.settings.lists.${list}`)}
            choices={lists[list]}
            saved={saved[list]}
            hasColours={list === 'noteStatuses'}
            uses={uses?.[list]}
            onChange={(choices) => setLists({ ...lists, [list]: choices })}
          />
        ))}
      </Box>
      <Box
        sx={{
          position: 'sticky',
          bottom: { xs: 'calc(60px + env(safe-area-inset-bottom))', md: 0 },
          zIndex: 5,
          display: 'flex',
          gap: 1,
          mt: 2.5,
          py: 1.5,
          bgcolor: 'background.default',
          borderTop: '1px solid var(--v-border)',
        }}
      >
        <Button type="submit" variant="contained" disabled={!isChanged || isWrong || isBusy}>
          {translate('crm.action.save')}
        </Button>
      </Box>
    </form>
  )
}

/** What the values that go are called in records: those hold the value, or still the label. */
function droppedOf(saved: Lists, lists: Lists): Partial<Record<SettingList, string[]>> {
  return Object.fromEntries(
    settingLists.flatMap((list) => {
      const kept = new Set(lists[list].map(({ key }) => key))
      const gone = saved[list].filter(({ key }) => !kept.has(key))
      return gone.length === 0
        ? []
        : [[list, [...new Set(gone.flatMap(({ value, label }) => [value, label]))]]]
    }),
  )
}

function listsOf(read: Configuration): Lists {
  const edited = (choices: readonly Choice[]) =>
    choices.map((choice, place) => ({ ...choice, key: String(place) }))
  return {
    companySectors: edited(listOf(read, 'companySectors')),
    dealCategories: edited(listOf(read, 'dealCategories')),
    noteStatuses: edited(listOf(read, 'noteStatuses')),
    taskTypes: edited(listOf(read, 'taskTypes')),
  }
}

/** All that the browser knows; the present one also where it does not. */
function currencies(present: string): string[] {
  return [...new Set([present, ...Intl.supportedValuesOf('currency')])].sort()
}

function currencyName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'currency' }).of(code) ?? code
  } catch {
    // Not a code: an installation may have written anything there.
    return code
  }
}
