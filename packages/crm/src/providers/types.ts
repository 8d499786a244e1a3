import type {
  Activity,
  ContactOrganization,
  ContactSummary,
  FileReference,
  InteractionType,
  Opportunity,
  OpportunityContact,
  OpportunityParticipant,
  OpportunityStage,
  OpportunitySummary,
  OrganizationSummary,
  ParticipantRole,
} from '@valence/schema'
import type { DataProvider } from 'ra-core'
import type { FileVerbs } from './file-verbs.ts'

/**
 * What the pages may ask of data, whoever answers. Filters are react-admin filters whose keys are `column` or
 * `column@op` (op: eq, neq, lt, lte, gt, gte, is, not.is, in, cs); `q` holds search words, all of which must be found.
 * Trashed rows are left out of lists. For opportunities, archived ones are left out too unless `archived` is true
 * (only those) or 'any' (both).
 */
export interface CrmDataProvider extends DataProvider, FileVerbs {
  getConfiguration(): Promise<Configuration>
  /** Whether a first user exists. Needs no session. */
  isInitialized(): Promise<boolean>
  /** Creates the first account. @throws when sign-up is closed or the server refuses the password. */
  signUp(account: NewAccount): Promise<void>
  /** Count and sums of every stage, under the filter of a list. */
  getPipeline(filter: Record<string, unknown>): Promise<Pipeline>
  /** One write for one drag. */
  moveOpportunity(move: OpportunityMove): Promise<Opportunity>
  /** Replaces the organizations of a contact; the primary one becomes its `company_id`. */
  setContactOrganizations(
    contactId: number,
    organizations: readonly OrganizationLink[],
  ): Promise<ContactOrganization[]>
  logActivity(
    activity: NewActivity,
    participants?: readonly NewActivityParticipant[],
  ): Promise<Activity>
  /** An engagement gets an opportunity and so becomes an interaction. */
  convertEngagement(activityId: number, opportunityId: number): Promise<Activity>
  /** Newest first, undated last. */
  getTimeline(query: TimelineQuery): Promise<TimelinePage>
}

/** Ask `getOne` for the rows that belong to a contact or an opportunity as well. */
export const WITH_CHILDREN = { children: true } as const

export type OpportunityContactLink = Pick<OpportunityContact, 'contact_id' | 'role'>
export type OpportunityRecord = OpportunitySummary & {
  contacts?: OpportunityContactLink[]
  participants?: Pick<OpportunityParticipant, 'organization_id' | 'role' | 'is_primary' | 'notes'>[]
}
export type OrganizationLink = Partial<
  Omit<
    ContactOrganization,
    'id' | 'contact_id' | 'created_at' | 'updated_at' | 'created_by' | 'deleted_at'
  >
> & { organization_id: number }
export type ContactRecord = ContactSummary & { organizations?: OrganizationLink[] }
export type OrganizationRecord = OrganizationSummary

export interface NewAccount {
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly password: string
}

export interface OpportunityMove {
  readonly id: number
  readonly stage: OpportunityStage
  /** The card that follows; null is the end of the column. */
  readonly beforeId: number | null
}

export interface NewActivity {
  readonly type: InteractionType
  readonly subject?: string | null
  readonly description?: string | null
  readonly activity_date?: string | null
  readonly contact_id?: number | null
  readonly organization_id?: number | null
  readonly opportunity_id?: number | null
  readonly attachments?: readonly FileReference[] | null
}

export interface NewActivityParticipant {
  readonly contact_id?: number | null
  readonly organization_id?: number | null
  readonly role?: ParticipantRole | null
}

/** Whose timeline; null is everyone's. */
export type TimelineScope = Pick<NewActivity, 'contact_id' | 'organization_id' | 'opportunity_id'>

/** Where a page of the timeline ended. */
export interface TimelineCursor {
  readonly id: number
  readonly activity_date: string | null
}

export interface TimelineQuery {
  readonly scope: TimelineScope
  readonly after: TimelineCursor | null
  readonly limit: number
}

export interface TimelinePage {
  readonly data: Activity[]
  readonly next: TimelineCursor | null
}

export interface StageTotals {
  readonly count: number
  /** Whole units of the installation's currency. */
  readonly amount: number
  /** amount × probability. */
  readonly weighted: number
}

export interface Pipeline {
  readonly stages: Readonly<Record<OpportunityStage, StageTotals>>
  /** False when there were more rows than we read, so that the sums are lower bounds. */
  readonly isComplete: boolean
}

/** What the settings of the installation say; a missing key means that its values speak for themselves. */
export interface Configuration {
  readonly title?: string
  /** ISO 4217. */
  readonly currency?: string
  readonly dealCategories?: readonly Choice[]
  readonly companySectors?: readonly Choice[]
  readonly noteStatuses?: readonly Choice[]
  readonly taskTypes?: readonly Choice[]
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly color?: string
}

export type { Activity, Opportunity, OpportunityStage, OpportunitySummary }
