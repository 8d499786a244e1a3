/** What the shell and the provider say in English. */
export const shell = {
  conflict: {
    title: 'Someone else saved this first',
    text: 'While you were editing, these values were changed. Which ones shall stay? Your other changes are saved either way.',
    field: 'Field',
    theirs: 'Saved by someone else',
    mine: 'Yours',
    keep_mine: 'Keep mine',
    take_theirs: 'Take theirs',
    back: 'Back to the form',
    not_saved: 'Not saved. Your values are still in the form.',
    empty: 'empty',
  },
  create_menu: { label: 'Create' },
  file: {
    add: 'Attach files',
    remove: 'Remove %{name}',
    uploading: 'Uploading %{name}',
    too_large: '%{name} is larger than 50 MB. Choose a smaller file, or link to it.',
    failed: '%{name} could not be uploaded. Try again.',
    open_failed: 'This file cannot be opened. It may have been removed.',
  },
  offline: {
    title: 'You are offline.',
    text: 'What you see may be out of date. Saving works again when the connection is back.',
    back: 'You are online again.',
  },
  search: {
    label: 'Search',
    placeholder: 'Search everything',
    hint: 'Type a name, a place, an e-mail address …',
    none: 'Nothing found for «%{words}»',
    none_hint: 'Try fewer or other words.',
    all: 'All %{name} with «%{words}»',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    help: 'Show this list',
    search: 'Search everything',
    create: 'Create something',
    go_dashboard: 'Go to the dashboard',
    go_opportunities: 'Go to the opportunities',
    go_contacts: 'Go to the contacts',
    go_organizations: 'Go to the organizations',
    edit: 'Edit what is shown',
    save: 'Save a form or an entry',
    close: 'Close a dialog or a menu',
    move_card: 'Lift and drop a card of the board',
    single_keys: 'Single keys do something',
  },
  update: {
    title: 'A new version is there.',
    reload: 'Reload',
  },
} as const

/** What went wrong, and what to do; beside those of `pages`. */
export const shellErrors = {
  busy: 'Someone else is changing this right now. Try again in a moment.',
  conflict: 'Someone else saved this first. Reload to see their values.',
  database_away: 'The database does not answer at the moment. Try again in a minute.',
  gone: 'This does not exist any more. Choose another one.',
  no_answer: 'The server took too long to answer. Check the connection and try again.',
  page_broke_hint:
    'What you saved is safe. Try again; if it breaks again, reload, and tell an administrator what you did.',
  technical: 'For the administrator',
  too_large: 'This is too large for the server. Choose a smaller file.',
  too_long: 'A text is too long for its field. Shorten it and save again.',
} as const
