import { Box, Link, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ExternalId, OrganizationRecord } from '../../providers/types.ts'
import { ExternalIds } from '../../ui/ExternalIds.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { dayOfMoment } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { OutsideLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { callLink } from '../../ui/web-address.ts'
import { useConfiguration } from '../settings/index.ts'
import { useUserName } from '../users/index.ts'

interface OrganizationDetailsProps {
  readonly record: OrganizationRecord
  readonly externalIds: readonly ExternalId[] | undefined
}

/** Address, links, figures. */
export function OrganizationDetails({ record, externalIds }: OrganizationDetailsProps) {
  const translate = useTranslate()
  const { day } = useLocalFormat()
  const { label } = useConfiguration()
  const userName = useUserName()
  const lines = addressLines(record)
  const links = (Array.isArray(record.context_links) ? record.context_links : []).filter(
    (link: unknown) => typeof link === 'string',
  )
  return (
    <Panel title={translate('crm.panel.details')}>
      <Facts>
        <Fact label={translate('crm.field.website')}>
          {record.website ? <OutsideLink href={record.website} /> : null}
        </Fact>
        <Fact label={translate('crm.field.linkedin')}>
          {record.linkedin_url ? <OutsideLink href={record.linkedin_url} /> : null}
        </Fact>
        <Fact label={translate('crm.field.phone')}>
          {record.phone_number ? (
            <Link href={callLink(record.phone_number)} underline="hover" color="inherit">
              {record.phone_number}
            </Link>
          ) : null}
        </Fact>
        <Fact label={translate('crm.field.address')}>
          {lines.length > 0
            ? lines.map((line) => (
                <Box component="span" key={line} sx={{ display: 'block' }}>
                  {line}
                </Box>
              ))
            : null}
        </Fact>
        <Fact label={translate('crm.field.sector')}>{label('companySectors', record.sector)}</Fact>
        <Fact label={translate('crm.field.size')}>
          {record.size ? translate(`crm.size.${record.size}`, { _: String(record.size) }) : null}
        </Fact>
        <Fact label={translate('crm.field.revenue')}>{record.revenue}</Fact>
        <Fact label={translate('crm.field.tax_identifier')}>{record.tax_identifier}</Fact>
        <Fact label={translate('crm.field.owner')}>{userName(record.sales_id)}</Fact>
        <Fact label={translate('crm.field.links')}>
          {links.length > 0
            ? links.map((link) => (
                <Box component="span" key={link} sx={{ display: 'block' }}>
                  <OutsideLink href={link} />
                </Box>
              ))
            : null}
        </Fact>
        <ExternalIds ids={externalIds} />
        <Fact label={translate('crm.field.created_at')}>{day(dayOfMoment(record.created_at))}</Fact>
      </Facts>
      {record.description ? (
        <Typography variant="body2" sx={{ mt: 1.5, whiteSpace: 'pre-wrap' }}>
          {record.description}
        </Typography>
      ) : null}
    </Panel>
  )
}

function addressLines(record: OrganizationRecord): string[] {
  const town = [record.zipcode, record.city, record.state_abbr].filter(Boolean).join(' ')
  return [record.address, town, record.country].flatMap((line) => (line ? [line] : []))
}
