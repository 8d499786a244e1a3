import type { InteractionType, OpportunityStage, PriorityLevel } from '@valence/schema'

/** The lists of values in the settings. */
export const settingLists = [
  'companySectors',
  'dealCategories',
  'noteStatuses',
  'taskTypes',
] as const
export type SettingList = (typeof settingLists)[number]

/** What administrators change for everybody. */
export interface SettingsVerbs {
  /**
   * Writes the keys of `changes` and no other; null is the default again.
   * @throws where someone else changed one of them since `former` was read, and where records hold a `dropped` value
   */
  changeSettings(change: {
    readonly changes: SettingsChange
    readonly former: Configuration
    readonly dropped: Readonly<Partial<Record<SettingList, readonly string[]>>>
  }): Promise<Configuration>
  /** How many records hold each value of each list. */
  getSettingUses(): Promise<SettingUses>
}

export type SettingsChange = {
  readonly [Key in 'title' | 'currency' | 'lightModeLogo' | 'darkModeLogo']?: string | null
} & { readonly [Key in SettingList]?: readonly Choice[] | null } & {
  readonly [Key in keyof ValueSettings]?: ValueSettings[Key] | null
} & { readonly stageLimits?: StageLimits | null; readonly changesKeptYears?: number | null }

/** Labels of values that the design fixes; one that is missing is the catalog's. */
export type Labels<Value extends string> = Readonly<Partial<Record<Value, string>>>

/** How values that the design fixes are shown. Keys of our own: older clients keep theirs beside them. */
export interface ValueSettings {
  readonly opportunityStages?: StageSettings
  readonly priorities?: { readonly labels?: Labels<PriorityLevel> }
  readonly interactionTypes?: {
    readonly labels?: Labels<InteractionType>
    /** Not offered any more. */
    readonly hidden?: readonly InteractionType[]
  }
}

export interface StageSettings {
  /** Of the open ones. */
  readonly order?: readonly OpportunityStage[]
  readonly labels?: Labels<OpportunityStage>
  /** `#rrggbb`. */
  readonly colors?: Labels<OpportunityStage>
  /** In percent, of those that are not closed. The database follows it: see `stage_probability`. */
  readonly probabilities?: Readonly<Partial<Record<OpportunityStage, number>>>
}

/** After how many days in a stage an opportunity is stale; null is never. */
export type StageLimits = Readonly<Partial<Record<OpportunityStage, number | null>>>

export type SettingUses = Readonly<Record<SettingList, Readonly<Record<string, number>>>>

/** What the settings of the installation say; a missing key means that its values speak for themselves. */
export interface Configuration extends ValueSettings {
  readonly title?: string
  /** Addresses of pictures; older installations may name files of the former application, which are not ours. */
  readonly lightModeLogo?: string
  readonly darkModeLogo?: string
  /** ISO 4217. */
  readonly currency?: string
  readonly dealCategories?: readonly Choice[]
  readonly companySectors?: readonly Choice[]
  readonly noteStatuses?: readonly Choice[]
  readonly taskTypes?: readonly Choice[]
  /** A stage that is not named has the default. */
  readonly stageLimits?: StageLimits
  /** For how many years the log of changes is kept; for ever where it is not there. */
  readonly changesKeptYears?: number
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly color?: string
}
