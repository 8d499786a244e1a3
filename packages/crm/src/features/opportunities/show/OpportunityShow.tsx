import { Box } from '@mui/material'
import { ShowBase, useShowContext, useTranslate } from 'ra-core'
import { useParams } from 'react-router-dom'
import type { OpportunityRecord } from '../../../providers/types.ts'
import { Markdown } from '../../../ui/Markdown.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ShowFallback } from '../../../ui/ShowFallback.tsx'
import { SoftChip } from '../../../ui/SoftChip.tsx'
import { TextLink } from '../../../ui/TextLink.tsx'
import { Timeline } from '../../activities/index.ts'
import { RecordTags } from '../../tags/index.ts'
import { RecordTasks } from '../../tasks/index.ts'
import { useChangeStage } from '../useChangeStage.tsx'
import { OpportunityActions } from './OpportunityActions.tsx'
import { OpportunityFacts } from './OpportunityFacts.tsx'
import { OpportunityFigures } from './OpportunityFigures.tsx'
import { OpportunityPeople } from './OpportunityPeople.tsx'
import { StageHistory } from './StageHistory.tsx'
import { StagePath } from './StagePath.tsx'
import { useOpportunityOverview } from './useOpportunityOverview.ts'

/** One opportunity: where it stands, who it is about, what happened. */
export function OpportunityShow() {
  return (
    <ShowBase disableAuthentication>
      <OpportunityPage />
    </ShowBase>
  )
}

function OpportunityPage() {
  const translate = useTranslate()
  const { record, error } = useShowContext<OpportunityRecord>()
  const overview = useOpportunityOverview(Number(useParams()['id']))
  if (!record) return <ShowFallback error={error ?? null} />
  return (
    <Page>
      <PageHeader
        title={record.name}
        subtitle={
          <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
            {record.customer_organization_id && record.company_name ? (
              <TextLink to={`/organizations/${record.customer_organization_id}/show`}>
                {record.company_name}
              </TextLink>
            ) : (
              translate('crm.opportunity.no_organization')
            )}
            {record.archived_at ? <SoftChip>{translate('crm.filter.archived')}</SoftChip> : null}
          </Box>
        }
        actions={<OpportunityActions record={record} />}
      />
      <StageSection record={record} />
      <Columns
        main={
          <>
            <OpportunityFigures record={record} />
            {record.description ? (
              <Panel title={translate('crm.field.description')}>
                <Markdown text={record.description} />
              </Panel>
            ) : null}
            <Timeline
              scope={{ opportunity_id: record.id }}
              participants={(overview?.contacts ?? []).map(({ contact_id }) => ({ contact_id }))}
            />
          </>
        }
        aside={
          <>
            <RecordTasks scope={{ opportunity_id: record.id }} />
            <OpportunityFacts record={record} externalIds={overview?.external_ids} />
            <OpportunityPeople overview={overview} />
            <RecordTags resource="opportunities" id={record.id} tagIds={record.tag_ids} />
            <StageHistory record={record} overview={overview} />
          </>
        }
      />
    </Page>
  )
}

function StageSection({ record }: { readonly record: OpportunityRecord }) {
  const { changeStage, isBusy, dialog } = useChangeStage()
  return (
    <Box sx={{ mb: 2.5 }}>
      <StagePath
        stage={record.stage}
        isBusy={isBusy}
        onChoose={(stage) => changeStage({ ids: [record.id] }, stage)}
      />
      {dialog}
    </Box>
  )
}
