/** Where a react-admin resource lives in the database. */
export interface ResourceSpec {
  readonly table: string
  /** Read instead of the table: its columns and what lists show beside them. */
  readonly view?: string
  /** Columns that `q` looks into, where no function of the schema lists the resource. */
  readonly search?: readonly string[]
  /** Rows are trashed (deleted_at), not deleted. */
  readonly hasTrash?: boolean
  /** Columns of the view, and fields of the forms, that the table does not take. */
  readonly readOnly?: readonly string[]
}

const specs: Readonly<Record<string, ResourceSpec>> = {
  opportunities: {
    table: 'opportunities',
    view: 'opportunities_summary',
    hasTrash: true,
    readOnly: [
      'company_name',
      'contact_names',
      'owner_name',
      'nb_notes',
      'closing_day',
      'stage_since',
      'tag_ids',
      'contact_ids',
      'legacy_stage',
      'original_company_id',
      'contacts',
      'participants',
    ],
  },
  contacts: {
    table: 'contacts',
    view: 'contacts_summary',
    hasTrash: true,
    readOnly: [
      'email_fts',
      'phone_fts',
      'company_name',
      'nb_tasks',
      'organization_ids',
      'company_id_backup',
      'organizations',
    ],
  },
  organizations: {
    table: 'companies',
    view: 'companies_summary',
    hasTrash: true,
    readOnly: ['nb_opportunities', 'nb_contacts', 'tag_ids'],
  },
  activities: { table: 'activities', search: ['subject', 'description'], hasTrash: true },
  contact_organizations: { table: 'contact_organizations', hasTrash: true },
  opportunity_participants: { table: 'opportunity_participants', hasTrash: true },
  sales: { table: 'sales', search: ['first_name', 'last_name', 'email'] },
  tags: { table: 'tags', search: ['name'] },
  tasks: { table: 'tasks', search: ['text'], readOnly: ['about'] },
}

/** A resource that is not named here is a table of the same name. */
export function resourceSpec(resource: string): ResourceSpec {
  return specs[resource] ?? { table: resource }
}
