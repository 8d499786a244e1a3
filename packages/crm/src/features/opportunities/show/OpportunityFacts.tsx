import { useTranslate } from 'ra-core'
import type { ExternalId, OpportunityRecord } from '../../../providers/types.ts'
import { ExternalIds } from '../../../ui/ExternalIds.tsx'
import { Fact, Facts } from '../../../ui/Fact.tsx'
import { dayOfMoment } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useLocalFormat } from '../../../ui/useLocalFormat.ts'
import { opportunityTexts } from '../../fields/index.ts'
import { useConfiguration } from '../../settings/index.ts'
import { PriorityMark } from '../PriorityMark.tsx'

interface OpportunityFactsProps {
  readonly record: OpportunityRecord
  readonly externalIds: readonly ExternalId[] | undefined
}

/** What else is known of an opportunity. */
export function OpportunityFacts({ record, externalIds }: OpportunityFactsProps) {
  const translate = useTranslate()
  const { day } = useLocalFormat()
  const { label } = useConfiguration()
  return (
    <Panel title={translate('crm.panel.details')}>
      <Facts>
        <Fact label={translate('crm.field.owner')}>{record.owner_name}</Fact>
        <Fact label={translate('crm.field.status')}>
          {translate(`crm.opportunity_status.${record.status}`)}
        </Fact>
        <Fact label={translate('crm.field.priority')}>
          <PriorityMark priority={record.priority} />
        </Fact>
        <Fact label={translate('crm.field.category')}>
          {label('dealCategories', record.category)}
        </Fact>
        <Fact label={translate('crm.field.expected_close')}>
          {record.actual_close_date ? day(record.expected_closing_date) : null}
        </Fact>
        <Fact label={translate('crm.field.lost_reason')}>{record.lost_reason}</Fact>
        {opportunityTexts.map((name) => (
          <Fact key={name} label={translate(`crm.field.${name}`)}>
            {record[name]}
          </Fact>
        ))}
        <ExternalIds ids={externalIds} />
        <Fact label={translate('crm.field.created_at')}>{day(dayOfMoment(record.created_at))}</Fact>
      </Facts>
    </Panel>
  )
}
