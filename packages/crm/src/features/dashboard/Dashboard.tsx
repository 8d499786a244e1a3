import { useGetIdentity, useTranslate } from 'ra-core'
import { Columns, Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Timeline } from '../activities/index.ts'
import { MyTasks } from '../tasks/index.ts'
import { ClosedPanel } from './ClosedPanel.tsx'
import { HotContacts } from './HotContacts.tsx'
import { MyDay } from './MyDay.tsx'
import { PipelinePanel } from './PipelinePanel.tsx'
import { Totals } from './Totals.tsx'
import { useDashboard } from './useDashboard.ts'
import { Welcome } from './Welcome.tsx'

/** What matters today: the pipeline, what to do, whom to call, what happened. */
export function Dashboard() {
  const translate = useTranslate()
  const { identity } = useGetIdentity()
  const figures = useDashboard()
  const pipeline = figures?.pipeline
  const firstName = identity?.fullName?.split(' ')[0]
  const hasNothing =
    pipeline !== undefined && Object.values(pipeline.stages).every(({ count }) => count === 0)
  return (
    <Page>
      <PageHeader
        title={translate('crm.dashboard.title')}
        subtitle={firstName ? translate('crm.dashboard.hello', { name: firstName }) : undefined}
      />
      {figures && !Object.values(figures.begun).every(Boolean) ? (
        <Welcome begun={figures.begun} />
      ) : null}
      {hasNothing ? null : <Totals pipeline={pipeline} months={figures?.months} />}
      <Columns
        main={
          <>
            {hasNothing ? null : <PipelinePanel pipeline={pipeline} stale={figures?.stale} />}
            {hasNothing ? null : <ClosedPanel months={figures?.months} />}
            <Timeline scope={{}} hasComposer={false} pageSize={10} title="crm.dashboard.latest" />
          </>
        }
        aside={
          <>
            <MyDay figures={figures} />
            <MyTasks groups={figures?.tasks} />
            <HotContacts hot={figures?.hot_contacts} />
          </>
        }
      />
    </Page>
  )
}
