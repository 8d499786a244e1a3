import type {
  ContactOrganization,
  ContactSummary,
  Opportunity,
  OpportunityContact,
  Organization,
  OrganizationType,
} from '@valence/schema'
import type { ExternalId } from './import-verbs.ts'

/** What the pages of contacts and organizations ask beyond rows. */
export interface PeopleVerbs {
  /** Those above an organization, all below it with what their opportunities are worth, and its first people. */
  getOrganizationOverview(organizationId: number, people: number): Promise<OrganizationOverview>
  /** A person's organizations and latest opportunities. */
  getContactOverview(contactId: number): Promise<ContactOverview>
  /** What moving an organization to the trash would touch. */
  getOrganizationImpact(organizationId: number): Promise<OrganizationImpact>
  /** The segments that organizations are in. */
  getSegments(): Promise<string[]>
  /** Who may be one and the same; of several alike, each beside the oldest. */
  getLikelyDuplicates(
    resource: MergedResource,
    page: { page: number; perPage: number },
  ): Promise<{ rows: LikelyDuplicate[]; total: number }>
  /** Who is there already when somebody types a new one, five at most. */
  getSimilar(resource: MergedResource, given: SimilarQuery): Promise<SimilarRecord[]>
  /** Remembers that two are not the same. */
  keepApart(resource: MergedResource, ids: readonly [number, number]): Promise<void>
  /** Merges one into another, which gets the chosen values. Answers what `undoMerge` takes back. */
  mergeDuplicates(merge: {
    readonly resource: MergedResource
    readonly loserId: number
    readonly winnerId: number
    readonly chosen: Record<string, unknown>
  }): Promise<number>
  /** Within 30 days. What was changed since stays. */
  undoMerge(mergeId: number): Promise<void>
  /** Merges that can be taken back, the latest first. */
  getMerges(resource: MergedResource): Promise<MergeRecord[]>
  /** Takes rows out of the trash; an organization comes back with its people. */
  restore(resource: 'contacts' | 'organizations', ids: readonly number[]): Promise<void>
  /** The former primary organization stays as associated, or its relation ends today. */
  setPrimaryOrganization(change: {
    readonly contactId: number
    readonly organizationId: number
    readonly keepFormer: boolean
  }): Promise<ContactOrganization>
  /** Ends the relation with an organization on a day (`YYYY-MM-DD`); null takes it up again. */
  endContactOrganization(change: {
    readonly contactId: number
    readonly organizationId: number
    readonly endedOn: string | null
  }): Promise<void>
}

export type MergedResource = 'contacts' | 'organizations'

export type DuplicateReason =
  | 'email'
  | 'phone'
  | 'number'
  | 'name_domain'
  | 'name_organization'
  | 'name'
  | 'near_name'
  | 'website'

export interface LikelyDuplicate {
  readonly first_id: number
  readonly second_id: number
  readonly reasons: readonly DuplicateReason[]
}

/** What is known of someone who is about to be created. */
export type SimilarQuery =
  | {
      readonly first_name: string
      readonly last_name: string
      readonly emails: readonly string[]
      readonly phones: readonly string[]
    }
  | { readonly name: string; readonly website: string; readonly phones: readonly string[] }

export interface SimilarRecord {
  readonly id: number
  readonly name: string
  readonly detail: string | null
  readonly reason: DuplicateReason
}

export interface MergeRecord {
  readonly id: number
  readonly loser_id: number
  readonly winner_id: number
  readonly created_at: string
  readonly created_by: number | null
}

export interface OrganizationOverview {
  /** The topmost first. */
  readonly above: readonly { readonly id: number; readonly name: string }[]
  /** The organization itself, then each branch below it, by name. */
  readonly tree: readonly OrganizationTreeLine[]
  readonly people: OrganizationPeople
  /** Its tags. */
  readonly tag_ids: readonly number[]
  readonly external_ids: readonly ExternalId[]
}

export interface OrganizationPeople {
  readonly total: number
  /** Those who still belong to it first. */
  readonly rows: readonly OrganizationPerson[]
}

/** A contact, and what they are in this organization. */
export type OrganizationPerson = Pick<
  ContactSummary,
  'id' | 'first_name' | 'last_name' | 'title' | 'avatar' | 'company_name'
> &
  Pick<
    ContactOrganization,
    'role' | 'is_primary_organization' | 'is_primary_contact' | 'relationship_end_date'
  >

/** Sums in whole units of the installation's currency; those without `own` include everything below. */
export interface OrganizationTreeLine {
  readonly id: number
  readonly parent_company_id: number | null
  readonly name: string
  readonly organization_type: OrganizationType
  /** 0 for the organization itself. */
  readonly depth: number
  readonly open: number
  readonly weighted: number
  readonly won: number
  readonly own_open: number
  readonly own_weighted: number
  readonly own_won: number
}

export interface ContactOverview {
  /** Current ones first, and of these the primary one. */
  readonly organizations: readonly ContactLink[]
  readonly opportunities: readonly (Pick<Opportunity, 'id' | 'name' | 'amount' | 'stage'> &
    Pick<OpportunityContact, 'role'>)[]
  readonly external_ids: readonly ExternalId[]
}

/** An organization of a person, and what they are there. */
export type ContactLink = Omit<
  ContactOrganization,
  'contact_id' | 'created_at' | 'updated_at' | 'created_by' | 'deleted_at'
> &
  Pick<Organization, 'name' | 'logo' | 'organization_type'> & {
    /** The relation has not ended. */
    readonly is_current: boolean
  }

export interface OrganizationImpact {
  readonly people: number
  /** Of these, who has no other organization. */
  readonly left_alone: number
  readonly opportunities: number
  readonly subsidiaries: number
}
