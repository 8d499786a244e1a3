import type { OpportunityStage } from '@valence/schema'

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
  readonly [Key in 'title' | 'currency']?: string | null
} & { readonly [Key in SettingList]?: readonly Choice[] | null } & {
  readonly stageLimits?: StageLimits | null
}

/** After how many days in a stage an opportunity is stale; null is never. */
export type StageLimits = Readonly<Partial<Record<OpportunityStage, number | null>>>

export type SettingUses = Readonly<Record<SettingList, Readonly<Record<string, number>>>>

/** What the settings of the installation say; a missing key means that its values speak for themselves. */
export interface Configuration {
  readonly title?: string
  /** ISO 4217. */
  readonly currency?: string
  readonly dealCategories?: readonly Choice[]
  readonly companySectors?: readonly Choice[]
  readonly noteStatuses?: readonly Choice[]
  readonly taskTypes?: readonly Choice[]
  /** A stage that is not named has the default. */
  readonly stageLimits?: StageLimits
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly color?: string
}
