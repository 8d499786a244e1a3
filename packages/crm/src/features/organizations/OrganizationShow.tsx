import { Box } from '@mui/material'
import { ShowBase, useShowContext, useTranslate } from 'ra-core'
import { Fragment } from 'react'
import type { OrganizationOverview, OrganizationRecord } from '../../providers/types.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ShowFallback } from '../../ui/ShowFallback.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Timeline } from '../activities/index.ts'
import { RecordTags } from '../tags/index.ts'
import { RecordTasks } from '../tasks/index.ts'
import { OrganizationActions, RestoreOrganization } from './OrganizationActions.tsx'
import { OrganizationDetails } from './OrganizationDetails.tsx'
import { OrganizationFigures } from './OrganizationFigures.tsx'
import { OrganizationOpportunities } from './OrganizationOpportunities.tsx'
import { OrganizationPeople } from './OrganizationPeople.tsx'
import { TypeChip } from './TypeChip.tsx'
import { useOrganizationOverview } from './useOrganizationOverview.ts'

/** One organization: what it is to us, its people, its opportunities, what happened. */
export function OrganizationShow() {
  return (
    <ShowBase disableAuthentication>
      <OrganizationPage />
    </ShowBase>
  )
}

function OrganizationPage() {
  const { record, error } = useShowContext<OrganizationRecord>()
  if (!record) return <ShowFallback error={error ?? null} />
  return <Organization record={record} />
}

function Organization({ record }: { readonly record: OrganizationRecord }) {
  const { overview, showMorePeople } = useOrganizationOverview(record.id)
  return (
    <Page>
      <PageHeader
        leading={
          <InitialsAvatar
            name={record.name}
            src={record.logo?.src}
            size={52}
            shape="organization"
          />
        }
        title={record.name}
        subtitle={<Standing record={record} above={overview?.above ?? []} />}
        actions={
          record.deleted_at ? (
            <RestoreOrganization record={record} />
          ) : (
            <OrganizationActions record={record} />
          )
        }
      />
      <Columns
        main={
          <>
            {overview ? <OrganizationFigures tree={overview.tree} /> : null}
            <OrganizationOpportunities organizationId={record.id} />
            <Timeline scope={{ organization_id: record.id }} />
          </>
        }
        aside={
          <>
            <OrganizationPeople
              organizationId={record.id}
              people={overview?.people}
              onMore={showMorePeople}
            />
            <RecordTasks scope={{ organization_id: record.id }} />
            <OrganizationDetails record={record} externalIds={overview?.external_ids} />
            {overview ? (
              <RecordTags resource="organizations" id={record.id} tagIds={overview.tag_ids} />
            ) : null}
          </>
        }
      />
    </Page>
  )
}

interface StandingProps extends AboveProps {
  readonly record: OrganizationRecord
}

function Standing({ record, above }: StandingProps) {
  const translate = useTranslate()
  return (
    <Box sx={{ display: 'flex', gap: 0.75, mt: 0.5, alignItems: 'center', flexWrap: 'wrap' }}>
      <TypeChip type={record.organization_type} />
      <SoftChip>
        {translate('crm.organization.priority_short', { level: record.priority })}
      </SoftChip>
      {record.segment ? <SoftChip>{record.segment}</SoftChip> : null}
      {record.is_principal ? (
        <SoftChip>{translate('crm.organization_type.principal')}</SoftChip>
      ) : null}
      {record.is_distributor ? (
        <SoftChip>{translate('crm.organization_type.distributor')}</SoftChip>
      ) : null}
      {record.deleted_at ? <SoftChip>{translate('crm.list.in_trash')}</SoftChip> : null}
      <Above above={above} />
    </Box>
  )
}

interface AboveProps {
  readonly above: OrganizationOverview['above']
}

/** The way up, the topmost first. */
function Above({ above }: AboveProps) {
  const translate = useTranslate()
  if (above.length === 0) return null
  return (
    <Box component="span">
      {`${translate('crm.organization.part_of')} `}
      {above.map((parent, place) => (
        <Fragment key={parent.id}>
          {place > 0 ? ' › ' : ''}
          <TextLink to={`/organizations/${parent.id}/show`}>{parent.name}</TextLink>
        </Fragment>
      ))}
    </Box>
  )
}
