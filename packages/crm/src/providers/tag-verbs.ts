/** Resources whose records can have tags. */
export const taggedResources = ['contacts', 'organizations', 'opportunities'] as const
export type TaggedResource = (typeof taggedResources)[number]

/** Tags beyond rows: given to many at once, counted, deleted with their uses. */
export interface TagVerbs {
  /** Gives records a tag, or takes it from them; answers which ones it changed. */
  tagRecords(change: TagChange): Promise<TagAnswer>
  /** How many records have each tag, without those in the trash. */
  getTagUses(): Promise<readonly TagUse[]>
  /** Deletes a tag and takes it from every record. */
  deleteTag(tagId: number): Promise<void>
}

/** Which records, by id or by the filter of a list, and which tag they get or lose. */
export type TagChange = {
  readonly resource: TaggedResource
  readonly tagId: number
  readonly isAdded: boolean
} & ({ readonly ids: readonly number[] } | { readonly filter: Record<string, unknown> })

export interface TagAnswer {
  readonly count: number
  /** Those that were changed: the opposite change of these takes it back. */
  readonly ids: readonly number[]
}

export type TagUse = { readonly id: number } & Readonly<Record<TaggedResource, number>>
