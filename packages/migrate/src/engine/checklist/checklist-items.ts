/** Items of the plan's final sweep (task 4.7), by the step that lists them. */
export type ItemId =
  | 'policies'
  | 'summary-view'
  | 'principal-rule'
  | 'backup-column'
  | 'create-opportunity'
  | 'read-with-rls'
  | 'old-name'
  | 'old-urls'
  | 'sign-offs'
  | 'critical-fixes'
  | 'rls'
  | 'views'
  | 'backup-columns'
  | 'junction-tables'
  | 'ui-text'
  | 'caches'
  | 'validation'
  | 'safety'
  | 'rollback'
  | 'team'

/** What a machine found. */
export interface MachineResult {
  /** `open`: a machine cannot tell here. */
  readonly state: 'passed' | 'failed' | 'open'
  readonly detail: string
}

export interface Item {
  readonly id: ItemId
  readonly section: 'critical items' | 'critical paths' | 'final checklist'
  readonly title: string
  /** What a person looks at, where no machine can. */
  readonly ask: string
}

const item = (section: Item['section'], id: ItemId, title: string, ask = ''): Item => ({
  id,
  section,
  title,
  ask,
})

export const ITEMS: readonly Item[] = [
  item('critical items', 'policies', 'Policies guard opportunities'),
  item('critical items', 'summary-view', 'The view opportunities_summary exists'),
  item('critical items', 'principal-rule', 'The trigger check_principal_organization exists'),
  item('critical items', 'backup-column', 'contacts.company_id_backup exists'),
  item('critical paths', 'create-opportunity', 'A test opportunity can be created'),
  item('critical paths', 'read-with-rls', 'A query with row security returns data'),
  item('critical paths', 'old-name', 'The old names read the same rows'),
  item(
    'critical paths',
    'old-urls',
    '/deals leads to /opportunities',
    'Open /deals in the CRM and see where it leads.',
  ),
  item('final checklist', 'sign-offs', 'Someone has signed off', 'Who answers for this run?'),
  item('final checklist', 'critical-fixes', 'The critical fixes (task 5.0) work'),
  item('final checklist', 'rls', 'Row security policies are migrated and tested'),
  item('final checklist', 'views', 'Views are created and accessible'),
  item('final checklist', 'backup-columns', 'Backup columns are populated'),
  item('final checklist', 'junction-tables', 'Junction tables have data'),
  item(
    'final checklist',
    'ui-text',
    'UI text is fully updated',
    'Look through the screens: no "deal" is visible.',
  ),
  item(
    'final checklist',
    'caches',
    'Cache invalidation is ready',
    'Say how caches in front of the API and the application are emptied.',
  ),
  item('final checklist', 'validation', 'Validation queries return acceptable results'),
  item('final checklist', 'safety', 'Production safety measures are in place'),
  item(
    'final checklist',
    'rollback',
    'The rollback is tested',
    'Roll a copy of this database back, and look at it.',
  ),
  item('final checklist', 'team', 'The team agrees that the migration is ready', 'Ask the team.'),
]
