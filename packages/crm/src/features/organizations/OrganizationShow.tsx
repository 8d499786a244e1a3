import { Box } from '@mui/material'
import { ShowBase, useGetOne, useShowContext, useTranslate } from 'ra-core'
import type { OrganizationRecord } from '../../providers/types.ts'
import { InitialsAvatar } from '../../ui/InitialsAvatar.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { ShowFallback } from '../../ui/ShowFallback.tsx'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Timeline } from '../activities/index.ts'
import { OrganizationActions } from './OrganizationActions.tsx'
import { OrganizationDetails } from './OrganizationDetails.tsx'
import { OrganizationOpportunities } from './OrganizationOpportunities.tsx'
import { OrganizationPeople } from './OrganizationPeople.tsx'
import { Subsidiaries } from './Subsidiaries.tsx'
import { TypeChip } from './TypeChip.tsx'

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
        subtitle={<Standing record={record} />}
        actions={record.deleted_at ? null : <OrganizationActions record={record} />}
      />
      <Columns
        main={
          <>
            <OrganizationOpportunities organizationId={record.id} />
            <Timeline scope={{ organization_id: record.id }} />
          </>
        }
        aside={
          <>
            <OrganizationPeople organizationId={record.id} />
            <OrganizationDetails record={record} />
            <Subsidiaries parentId={record.id} />
          </>
        }
      />
    </Page>
  )
}

function Standing({ record }: { readonly record: OrganizationRecord }) {
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
      {record.parent_company_id ? <Parent id={record.parent_company_id} /> : null}
    </Box>
  )
}

function Parent({ id }: { readonly id: number }) {
  const translate = useTranslate()
  const { data } = useGetOne<OrganizationRecord>('organizations', { id })
  if (!data) return null
  return (
    <Box component="span">
      {`${translate('crm.organization.part_of')} `}
      <TextLink to={`/organizations/${id}/show`}>{data.name}</TextLink>
    </Box>
  )
}
