import { Fragment } from 'react'
import type { AboutNames, TimelineScope } from '../../providers/types.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { contactName } from '../references/index.ts'

interface TaskAboutProps {
  readonly about: AboutNames
  /** What the list is about already. */
  readonly scope: TimelineScope
}

/** Links to what a task is about: the opportunity, the person and where they work, or the organization. */
export function TaskAbout({ about, scope }: TaskAboutProps) {
  const { contact, organization, opportunity } = about
  const company =
    contact?.company_id && contact.company_name && !organization
      ? { id: contact.company_id, name: contact.company_name }
      : organization
  const links = [
    opportunity &&
      opportunity.id !== scope.opportunity_id && {
        to: `/opportunities/${opportunity.id}/show`,
        name: opportunity.name,
      },
    contact &&
      contact.id !== scope.contact_id && {
        to: `/contacts/${contact.id}/show`,
        name: contactName(contact),
      },
    company &&
      company.id !== scope.organization_id &&
      !scope.contact_id && { to: `/organizations/${company.id}/show`, name: company.name },
  ].filter((link) => link !== null && link !== false)
  return links.map(({ to, name }) => (
    <Fragment key={to}>
      {' · '}
      <TextLink to={to}>{name}</TextLink>
    </Fragment>
  ))
}
