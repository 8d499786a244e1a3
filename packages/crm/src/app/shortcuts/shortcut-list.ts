/** What the keyboard can do, for the list of it. Labels are catalog keys; keys of one entry are pressed in a row. */
export const shortcutList = [
  { keys: ['?'], label: 'crm.shortcuts.help' },
  { keys: ['Ctrl+K'], label: 'crm.shortcuts.search' },
  { keys: ['/'], label: 'crm.shortcuts.search' },
  { keys: ['c'], label: 'crm.shortcuts.create' },
  { keys: ['e'], label: 'crm.shortcuts.edit' },
  { keys: ['g', 'd'], label: 'crm.shortcuts.go_dashboard' },
  { keys: ['g', 'o'], label: 'crm.shortcuts.go_opportunities' },
  { keys: ['g', 't'], label: 'crm.shortcuts.go_tasks' },
  { keys: ['g', 'c'], label: 'crm.shortcuts.go_contacts' },
  { keys: ['g', 'n'], label: 'crm.shortcuts.go_organizations' },
  { keys: ['Ctrl+Enter'], label: 'crm.shortcuts.save' },
  { keys: ['Esc'], label: 'crm.shortcuts.close' },
  { keys: ['Space'], label: 'crm.shortcuts.move_card' },
] as const

/** Where `g` and a letter lead. */
export const goTo = {
  'g d': '/',
  'g o': '/opportunities',
  'g t': '/tasks',
  'g c': '/contacts',
  'g n': '/organizations',
} as const

/** The form behind a page that shows a record, or null. */
export function editPathOf(path: string): string | null {
  return /^(\/[\w-]+\/\d+)\/show$/.exec(path)?.[1] ?? null
}
