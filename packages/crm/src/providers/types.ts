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
  OpportunityStageChange,
  OpportunitySummary,
  Organization,
  OrganizationSummary,
  ParticipantRole,
  Task,
} from '@valence/schema'
import type { DataProvider } from 'ra-core'
import type { ChangedValues, ChangeVerbs, RecordChange, RecordNames } from './change-verbs.ts'
import type { FileVerbs } from './file-verbs.ts'
import type { ExternalId, ImportVerbs } from './import-verbs.ts'
import type { MentionVerbs } from './mention-verbs.ts'
import type { PeopleVerbs } from './people-verbs.ts'
import type { Configuration, SettingsVerbs } from './settings-verbs.ts'
import type { TagVerbs } from './tag-verbs.ts'
import type { UserVerbs } from './user-verbs.ts'

/**
 * What the pages may ask of data, whoever answers. Filters are react-admin filters whose keys are `column` or
 * `column@op` (op: eq, neq, lt, lte, gt, gte, is, not.is, in, cs); `q` holds search words, all of which must be found.
 * Where no contact or organization holds them, those whose names nearly do are found, and `meta.isGuess` of the list says so.
 * Opportunities can be filtered by `contact_id` (takes part), `related_to` (takes part, or the customer is), `planned` (has a next action or an open task) and `stale` (longer in its
 * stage than the settings say) as well; all three by `tag`; contacts by `with_tasks`, and by their current
 * organizations: `linked_organization`, `organization_type`, `role`, `purchase_influence`, `decision_authority`.
 * Trashed rows are left out of lists, unless `trashed` (of contacts and organizations) asks for them alone. For opportunities, archived ones are left out too unless `archived` is true
 * (only those) or 'any' (both).
 */
export interface CrmDataProvider
  extends DataProvider,
    ChangeVerbs,
    FileVerbs,
    ImportVerbs,
    MentionVerbs,
    PeopleVerbs,
    SettingsVerbs,
    TagVerbs,
    UserVerbs {
  getConfiguration(): Promise<Configuration>
  /** Whether a first user exists. Needs no session. */
  isInitialized(): Promise<boolean>
  /** The version of the schema that the database has; null where it is so old that it does not say. */
  getSchemaVersion(): Promise<number | null>
  /** Creates the first account. @throws when sign-up is closed or the server refuses the password. */
  signUp(account: NewAccount): Promise<void>
  /** Count and sums of every stage, under the filter of a list. */
  getPipeline(filter: Record<string, unknown>): Promise<Pipeline>
  /** The board in one call: count and sums of every stage under the filter, and its first cards. */
  getBoard(query: BoardQuery): Promise<BoardColumnData[]>
  /** The contacts and organizations of an opportunity by name, and its moves through the stages. */
  getOpportunityOverview(opportunityId: number): Promise<OpportunityOverview>
  /** What `getList` answers, for callers that want no cache: an export, page by page. */
  listOpportunities(query: OpportunityQuery): Promise<OpportunityPage>
  /** Open, weighted and won by month of the close and by owner, under a filter. */
  getForecast(filter: Record<string, unknown>): Promise<ForecastLine[]>
  /** One call for any number of rows. `former` of the answer undoes it when it is given back. */
  bulkUpdateOpportunities(edits: readonly BulkEdit[]): Promise<BulkUpdate>
  /** The latest deleted first. */
  getTrashedOpportunities(page: {
    page: number
    perPage: number
  }): Promise<{ data: TrashedOpportunity[]; total: number }>
  restoreOpportunities(ids: readonly number[]): Promise<void>
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
  /** The way back, where it is about a contact or an organization as well and is no note of the opportunity. */
  convertInteraction(activityId: number): Promise<Activity>
  /** The best hits of each kind for words that all have to be found, whatever their accents. */
  searchEverything(query: string, pageSize: number): Promise<SearchAnswer>
  /** The open tasks about a record, the nearest first, 50 at most; of an organization, those of its people and opportunities too. */
  getTasksAbout(scope: TimelineScope): Promise<readonly TaskRecord[]>
  /** What the signed-in user is to be reminded of; `bounds`: when today and tomorrow begin. */
  getReminders(bounds: readonly string[]): Promise<Reminders>
  /** Open tasks by their day. */
  getOpenTasks(query: OpenTaskQuery): Promise<readonly TaskGroup[]>
  /** The figures of the dashboard, in one call. */
  getDashboard(query: DashboardQuery): Promise<DashboardAnswer>
  /** Newest first, undated last. */
  getTimeline(query: TimelineQuery): Promise<TimelinePage>
}

/** Ask `getOne` for the rows that belong to a contact or an opportunity as well. */
export const WITH_CHILDREN = { children: true } as const

export type OpportunityContactLink = Pick<OpportunityContact, 'contact_id' | 'role'>
export type OpportunityParticipantLink = Pick<
  OpportunityParticipant,
  'organization_id' | 'role' | 'is_primary' | 'notes'
>
export type OpportunityRecord = OpportunitySummary & {
  contacts?: OpportunityContactLink[]
  participants?: OpportunityParticipantLink[]
}

/** What the page of an opportunity shows beside it. */
export interface OpportunityOverview {
  /** In their order. */
  readonly contacts: readonly (OpportunityContactLink &
    Pick<ContactSummary, 'first_name' | 'last_name' | 'title' | 'avatar' | 'company_name'>)[]
  /** The customer first. */
  readonly participants: readonly (OpportunityParticipantLink &
    Pick<Organization, 'name' | 'logo'>)[]
  /** Where it stood when the moves were read; null where it is gone. */
  readonly stage: OpportunityStage | null
  /** The latest first, 200 at most. */
  readonly moves: readonly OpportunityStageChange[]
  readonly external_ids: readonly ExternalId[]
}

export type OrganizationLink = Partial<
  Omit<
    ContactOrganization,
    'id' | 'contact_id' | 'created_at' | 'updated_at' | 'created_by' | 'deleted_at'
  >
> & { organization_id: number }
export type ContactRecord = ContactSummary & { organizations?: OrganizationLink[] }
/** Lists say the tags of a row; the page of one has them from its overview. */
export type OrganizationRecord = OrganizationSummary & { readonly tag_ids?: readonly number[] }

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
  /** What is known with the move, or was before it where this is an undo. */
  readonly details?: MoveDetails
}

export type MoveDetails = Partial<
  Pick<Opportunity, 'lost_reason' | 'actual_close_date' | 'probability'>
>

/** What a card of the board shows. */
export type BoardCardData = Pick<
  OpportunitySummary,
  | 'id'
  | 'name'
  | 'stage'
  | 'index'
  | 'amount'
  | 'probability'
  | 'probability_manual'
  | 'priority'
  | 'status'
  | 'category'
  | 'customer_organization_id'
  | 'company_name'
  | 'sales_id'
  | 'owner_name'
  | 'next_action'
  | 'next_action_date'
  | 'expected_closing_date'
  | 'actual_close_date'
  | 'lost_reason'
  | 'created_at'
  | 'stage_since'
  | 'tag_ids'
>

export interface BoardQuery {
  readonly filter: Record<string, unknown>
  readonly cardLimit: number
  /** How many cards of a stage, where that is not `cardLimit`. */
  readonly limits: Readonly<Partial<Record<OpportunityStage, number>>>
}

export interface BoardColumnData extends StageTotals {
  readonly stage: OpportunityStage
  readonly cards: BoardCardData[]
}

export interface OpportunityQuery {
  readonly filter: Record<string, unknown>
  readonly sort: { readonly field: string; readonly order: 'ASC' | 'DESC' }
  readonly page: number
  readonly perPage: number
}

export interface OpportunityPage {
  readonly rows: OpportunityRecord[]
  readonly total: number
}

/** Sums in whole units of the installation's currency. */
export interface ForecastLine {
  /** The first day of the month; null where no day of the close is known. */
  readonly month: string | null
  readonly sales_id: number | null
  readonly open_count: number
  readonly total: number
  readonly weighted: number
  readonly won_count: number
  readonly won: number
}

export type BulkChange = Partial<
  Pick<
    Opportunity,
    | 'sales_id'
    | 'stage'
    | 'priority'
    | 'category'
    | 'status'
    | 'lost_reason'
    | 'actual_close_date'
    | 'probability'
  >
>

/** Which rows, by id or by the filter of a list, and what they get. */
export type BulkEdit = { readonly set: BulkChange } & (
  | { readonly ids: readonly number[] }
  | { readonly filter: Record<string, unknown> }
)

export interface BulkUpdate {
  readonly count: number
  readonly former: readonly BulkEdit[]
}

export type TrashedOpportunity = Pick<
  Opportunity,
  'id' | 'name' | 'amount' | 'stage' | 'customer_organization_id' | 'sales_id' | 'deleted_at'
>

export interface NewActivity {
  readonly type: InteractionType
  readonly subject?: string | null
  readonly description?: string | null
  readonly activity_date?: string | null
  readonly contact_id?: number | null
  readonly organization_id?: number | null
  readonly opportunity_id?: number | null
  readonly attachments?: readonly FileReference[] | null
  readonly duration_minutes?: number | null
  readonly outcome?: string | null
  readonly sentiment?: Activity['sentiment']
  /** A day to come back to it: a task with the contact, or the next step of an opportunity without one. */
  readonly follow_up_date?: string | null
  readonly follow_up_text?: string | null
}

export interface NewActivityParticipant {
  readonly contact_id?: number | null
  readonly organization_id?: number | null
  readonly role?: ParticipantRole | null
}

/** Whose timeline; null is everyone's. */
export type TimelineScope = Pick<NewActivity, 'contact_id' | 'organization_id' | 'opportunity_id'>

/** `file` is what has files, whatever was logged with them; `fields` is what became of a record's own, other than its stage. */
export const timelineKinds = [
  'interaction',
  'engagement',
  'note',
  'task',
  'stage',
  'fields',
  'file',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** Where a page of the timeline ended; what is in it is the business of whoever made it. */
export interface TimelineCursor {
  readonly source: number
  readonly id: number
  readonly at: string | null
}

/** Something that happened: what was logged, a task that was done, a stage that was reached, fields that changed. */
export type TimelineEntry = TimelineCursor & { readonly about: AboutNames } & (
    | {
        readonly kind: 'interaction' | 'engagement' | 'note'
        readonly activity: Activity
        /** When and by whom what was logged was last put otherwise; null where it is as it was. */
        readonly edited: { readonly at: string; readonly by: number | null } | null
        /** Those in its text, as they stand there: `@Anna Berg`. */
        readonly mentions: readonly string[]
        readonly participants: readonly (NewActivityParticipant & {
          readonly contact_name: string
        })[]
      }
    | { readonly kind: 'task'; readonly task: Task }
    | { readonly kind: 'stage'; readonly change: OpportunityStageChange }
    | {
        readonly kind: 'fields'
        readonly change: ChangedValues & Pick<RecordChange, 'changed_at' | 'changed_by'>
        readonly names: RecordNames
      }
  )

export interface TimelineQuery {
  readonly scope: TimelineScope
  /** Null is all kinds. */
  readonly kinds: readonly TimelineKind[] | null
  readonly after: TimelineCursor | null
  readonly limit: number
}

export interface TimelinePage {
  readonly rows: readonly TimelineEntry[]
  readonly next: TimelineCursor | null
}

export interface Reminders {
  readonly overdue: number
  readonly today: number
  /** Tasks that are due within a day, or were within the last hour. */
  readonly due: readonly {
    readonly id: number
    readonly text: string | null
    readonly due_date: string
  }[]
  /** The latest first, 50 at most. */
  readonly mentions: readonly Mention[]
}

/** A mention of the signed-in user that they have not seen. */
export interface Mention {
  readonly id: number
  readonly created_at: string
  /** Null where that user is gone. */
  readonly by_name: string | null
  /** The beginning of what was written. */
  readonly text: string
  readonly about: AboutNames
}

/** What a task or an activity is about, by name. */
export interface AboutNames {
  readonly contact: Pick<
    ContactSummary,
    'id' | 'first_name' | 'last_name' | 'company_id' | 'company_name'
  > | null
  readonly organization: Pick<Organization, 'id' | 'name'> | null
  readonly opportunity: Pick<Opportunity, 'id' | 'name'> | null
}

export type TaskRecord = Task & { readonly about: AboutNames }

export interface OpenTaskQuery {
  /** When today, tomorrow, the day after and next week begin. */
  readonly bounds: readonly string[]
  /** Null is everyone. */
  readonly ownerId: number | null
  /** Rows of a group. */
  readonly pageSize: number
}

export interface TaskGroup {
  readonly name: 'overdue' | 'today' | 'tomorrow' | 'week' | 'later'
  readonly total: number
  readonly rows: readonly TaskRecord[]
}

export interface DashboardQuery extends OpenTaskQuery {
  readonly hotStatuses: readonly string[]
  /** ISO day: months before it are left out. */
  readonly firstMonth: string
}

/** What was closed in a month, whether archived since or not. */
export interface ClosedMonth {
  /** Its first day. */
  readonly month: string
  readonly won_count: number
  readonly won: number
  readonly lost_count: number
  readonly lost: number
}

/** What a new installation begins with: a person; an organization or an opportunity; something that happened, or an import. */
export const firstSteps = ['contacts', 'business', 'history'] as const
export type FirstStep = (typeof firstSteps)[number]

export interface DashboardAnswer {
  readonly pipeline: Pipeline
  /** Whether there is any yet, of all that one may see. */
  readonly begun: Readonly<Record<FirstStep, boolean>>
  /** How many opportunities the filter `stale` finds. */
  readonly stale: number
  /** Months in which nothing was closed are left out. */
  readonly months: readonly ClosedMonth[]
  readonly hot_contacts: SearchPage<
    Pick<ContactSummary, 'id' | 'first_name' | 'last_name' | 'title' | 'avatar' | 'company_name'>
  >
  /** Of today, the earliest first: what the user logged, or is mentioned in. */
  readonly meetings: readonly Meeting[]
  readonly tasks: readonly TaskGroup[]
}

/** A meeting, a call or a visit. */
export type Meeting = Pick<
  Activity,
  'id' | 'type' | 'subject' | 'activity_date' | 'duration_minutes'
> & { readonly about: AboutNames }

export interface SearchPage<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

export interface SearchAnswer {
  /** Nothing holds the words as typed; these names nearly do. */
  readonly is_guess: boolean
  readonly opportunities: SearchPage<
    Pick<OpportunitySummary, 'id' | 'name' | 'company_name' | 'stage' | 'archived_at'>
  >
  readonly contacts: SearchPage<
    Pick<ContactSummary, 'id' | 'first_name' | 'last_name' | 'title' | 'company_name'>
  >
  readonly organizations: SearchPage<
    Pick<OrganizationSummary, 'id' | 'name' | 'organization_type' | 'city'>
  >
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
}

export * from './change-verbs.ts'
export * from './import-verbs.ts'
export type * from './mention-verbs.ts'
export type * from './people-verbs.ts'
export * from './settings-verbs.ts'
export * from './tag-verbs.ts'
export * from './user-verbs.ts'
export type { Activity, Opportunity, OpportunityStage, OpportunitySummary }
