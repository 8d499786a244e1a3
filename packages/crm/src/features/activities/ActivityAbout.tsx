import type { AboutNames, TimelineScope } from '../../providers/types.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { contactName } from '../references/index.ts'

interface ActivityAboutProps {
  readonly about: AboutNames
  readonly scope: TimelineScope
}

/** A link to what an activity is about: of that which the page is not about, the most telling. */
export function ActivityAbout({
  about: { contact, opportunity, organization },
  scope,
}: ActivityAboutProps) {
  if (opportunity && opportunity.id !== scope.opportunity_id) {
    return <About to={`/opportunities/${opportunity.id}/show`} name={opportunity.name} />
  }
  if (contact && contact.id !== scope.contact_id) {
    return <About to={`/contacts/${contact.id}/show`} name={contactName(contact)} />
  }
  const isAboutNothingElse = !contact && !opportunity
  if (isAboutNothingElse && organization && organization.id !== scope.organization_id) {
    return <About to={`/organizations/${organization.id}/show`} name={organization.name} />
  }
  return null
}

/** A link behind what was said before it. */
export function About({ to, name }: { readonly to: string; readonly name: string }) {
  return (
    <>
      {' · '}
      <TextLink to={to}>{name}</TextLink>
    </>
  )
}
