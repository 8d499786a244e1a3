/** What staleness, reminders and first steps say in English, beside `pages`. */
export const work = {
  edited: { mark: 'Edited %{moment}' },
  convert: {
    title: 'To which opportunity does it belong?',
    action: 'Belongs to an opportunity',
    back: 'Does not belong to the opportunity',
    done: 'Now part of the opportunity',
    undone: 'No longer part of the opportunity',
  },
  welcome: {
    title: 'Welcome. Three steps to begin with:',
    hint: 'Each is ticked off when there is something, and the list goes away with the last one.',
    contacts: 'Add a contact',
    organizations: 'Add an organization',
    opportunities: 'Add an opportunity',
    activities: 'Log a note, a call or a meeting',
    import: 'Import from a file',
    done: 'Done',
  },
  reminder: {
    nothing: 'Tasks: nothing is due today',
    label:
      '%{count} task: %{overdue} overdue, %{today} due today |||| %{count} tasks: %{overdue} overdue, %{today} due today',
    due: 'Due now: %{text}',
  },
  mention: {
    list: 'Users to mention',
    offered:
      '%{smart_count} user to mention. Use the arrow keys, then Enter. |||| %{smart_count} users to mention. Use the arrow keys, then Enter.',
    unseen: '%{smart_count} new mention |||| %{smart_count} new mentions',
    none: 'Nobody mentioned you lately',
    by: '%{name} mentioned you',
    by_nobody: 'You were mentioned',
    see_all: 'Mark all mentions as seen',
  },
  my_day: {
    title: 'My day',
    empty: 'Nothing is planned for today',
    empty_hint: 'Meetings, calls and visits of today appear here, and tasks that are due.',
  },
  stale: {
    since: 'Stale since %{day}',
    filter: 'Stale',
    count: '%{smart_count} stale |||| %{smart_count} stale',
    limits: 'When an opportunity is stale',
    limits_hint:
      'After so many days in a stage it is marked as stale. Leave a stage empty to never mark it there.',
    never: 'Never',
  },
} as const
