import { type RaRecord, useReference } from 'ra-core'
import type { TimelineScope } from '../../providers/types.ts'
import { TextLink } from '../../ui/TextLink.tsx'

interface ActivityAboutProps {
  /** An activity, or a task that was done. */
  readonly activity: { readonly [Key in keyof TimelineScope]-?: number | null }
  readonly scope: TimelineScope
}

/** Links to what an activity is about, without what the page is about. References are read together, not per entry. */
export function ActivityAbout({ activity, scope }: ActivityAboutProps) {
  const isElsewhere = (key: keyof TimelineScope) =>
    activity[key] !== null && activity[key] !== scope[key]
  const { contact_id, opportunity_id, organization_id } = activity
  if (opportunity_id !== null && isElsewhere('opportunity_id')) {
    return <About resource="opportunities" id={opportunity_id} />
  }
  if (contact_id !== null && isElsewhere('contact_id')) {
    return <About resource="contacts" id={contact_id} />
  }
  const isAboutNothingElse = contact_id === null && opportunity_id === null
  if (isAboutNothingElse && organization_id !== null && isElsewhere('organization_id')) {
    return <About resource="organizations" id={organization_id} />
  }
  return null
}

/** A link to a record by its name. */
export function About({ resource, id }: { readonly resource: string; readonly id: number }) {
  const { referenceRecord } = useReference<RaRecord>({ reference: resource, id })
  if (!referenceRecord) return null
  return (
    <>
      {' · '}
      <TextLink to={`/${resource}/${id}/show`}>{nameOf(referenceRecord)}</TextLink>
    </>
  )
}

function nameOf(record: RaRecord): string {
  if (typeof record['name'] === 'string') return record['name']
  return `${record['first_name'] ?? ''} ${record['last_name'] ?? ''}`.trim()
}
