import { Box, Link, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import type { ContactRecord, ExternalId } from '../../providers/types.ts'
import { ExternalIds } from '../../ui/ExternalIds.tsx'
import { entriesOf } from '../../ui/entries.ts'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { dayOfMoment } from '../../ui/format.ts'
import { EmailIcon, LinkIcon, PhoneIcon } from '../../ui/icons.ts'
import { prettify } from '../../ui/initials.ts'
import { Panel } from '../../ui/Panel.tsx'
import { OutsideLink } from '../../ui/TextLink.tsx'
import { useLocalFormat } from '../../ui/useLocalFormat.ts'
import { callLink, mailLink } from '../../ui/web-address.ts'
import { useUserName } from '../users/index.ts'

interface ContactDetailsProps {
  readonly record: ContactRecord
  readonly externalIds: readonly ExternalId[] | undefined
}

/** How to reach a person, and what else is known of them. */
export function ContactDetails({ record, externalIds }: ContactDetailsProps) {
  const translate = useTranslate()
  const { day, relative } = useLocalFormat()
  const userName = useUserName()
  const kind = (type: string) => translate(`crm.address_kind.${type.toLowerCase()}`, { _: type })
  const emails = entriesOf(record.email_jsonb, 'email')
  const phones = entriesOf(record.phone_jsonb, 'number')
  return (
    <Panel title={translate('crm.panel.details')}>
      <Box sx={{ display: 'grid', gap: 0.75, mb: 1.5 }}>
        {emails.map(({ email, type }) => (
          <Line key={email} icon={<EmailIcon />} note={kind(type)}>
            <Link href={mailLink(email)} underline="hover">
              {email}
            </Link>
          </Line>
        ))}
        {phones.map(({ number, type }) => (
          <Line key={number} icon={<PhoneIcon />} note={kind(type)}>
            <Link href={callLink(number)} underline="hover" sx={{ color: 'text.primary' }}>
              {number}
            </Link>
          </Line>
        ))}
        {record.linkedin_url ? (
          <Line icon={<LinkIcon />}>
            <OutsideLink href={record.linkedin_url} />
          </Line>
        ) : null}
      </Box>
      <Facts>
        <Fact label={translate('crm.field.pronouns')}>
          {record.gender ? prettify(record.gender) : null}
        </Fact>
        <Fact label={translate('crm.field.owner')}>{userName(record.sales_id)}</Fact>
        <Fact label={translate('crm.field.first_seen')}>{day(dayOfMoment(record.first_seen))}</Fact>
        <Fact label={translate('crm.field.last_seen')}>{relative(record.last_seen)}</Fact>
        <Fact label={translate('crm.field.newsletter')}>
          {record.has_newsletter ? translate('ra.boolean.true') : null}
        </Fact>
        <ExternalIds ids={externalIds} />
      </Facts>
      {record.background ? (
        <Typography variant="body2" sx={{ mt: 1.5, whiteSpace: 'pre-wrap' }}>
          {record.background}
        </Typography>
      ) : null}
    </Panel>
  )
}

function Line({
  icon,
  note,
  children,
}: {
  readonly icon: ReactNode
  readonly note?: string
  readonly children: ReactNode
}) {
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', minWidth: 0 }}>
      <Box
        aria-hidden
        sx={{ color: 'text.secondary', '& svg': { fontSize: 16, verticalAlign: '-3px' } }}
      >
        {icon}
      </Box>
      <Typography variant="body2" component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
      {note ? (
        <Typography variant="caption" component="span" sx={{ color: 'text.secondary' }}>
          {note}
        </Typography>
      ) : null}
    </Box>
  )
}
