import type { LegacyShape } from './detect.ts'

/** Where the rows of a legacy table are in the target, and what its columns are called there. */
export interface PhysicalTable {
  readonly table: string
  /** Old column → new column, where that differs. */
  readonly renames: Readonly<Record<string, string>>
}

/** Legacy column → its name in `opportunities`. */
export const OPPORTUNITY_RENAMES = {
  company_id: 'customer_organization_id',
  stage: 'legacy_stage',
} as const

/** Legacy column → its name in `opportunity_notes`. */
export const NOTE_RENAMES = { deal_id: 'opportunity_id' } as const

/** The tables that may get another name, by the legacy one. */
export function physicalTables(shape: LegacyShape): Readonly<Record<string, PhysicalTable>> {
  return {
    deals: { table: 'opportunities', renames: OPPORTUNITY_RENAMES },
    [shape.opportunityNotes]: { table: 'opportunity_notes', renames: NOTE_RENAMES },
    [shape.contactNotes]: { table: 'contact_notes', renames: {} },
  }
}

/** Legacy names of the tables whose name or columns change. */
export function renamedTables(shape: LegacyShape): readonly string[] {
  return Object.entries(physicalTables(shape))
    .filter(([name, { table, renames }]) => name !== table || Object.keys(renames).length > 0)
    .map(([name]) => name)
}

/** Legacy names of the tables that change: that get another name or further columns, or whose rows are updated. */
export function changedTables(shape: LegacyShape): readonly string[] {
  return ['deals', 'contacts', 'companies', shape.opportunityNotes, shape.contactNotes]
}
