/** What the pages of contacts and organizations say in English, beside `pages`. */
export const people = {
  filter: {
    no_choice: 'Nothing to choose from',
  },
  trash: {
    back_to_contacts: 'Back to the contacts',
    back_to_organizations: 'Back to the organizations',
    empty_contacts: 'Contacts that are deleted stay here until they are restored.',
    empty_organizations: 'Organizations that are deleted stay here until they are restored.',
  },
  contact: {
    add_organization: 'Add an organization',
    authority: 'Authority: %{level}',
    edit_link: 'At %{name}',
    edit_role: 'Edit role and dates',
    end_link: 'End today',
    former_organizations: 'Former',
    keep_former: 'Keep %{name} as associated',
    link_actions: 'More for %{name}',
    link_ended: 'Ended today: %{name}',
    make_primary: 'Make primary',
    no_organizations: 'Not linked to an organization yet.',
    other_organizations: '%{smart_count} more organization |||| %{smart_count} more organizations',
    primary_title: 'Make %{name} the primary organization?',
    reopen_link: 'Take up again',
    seen: {
      today: 'Today',
      week: 'The last 7 days',
      month: 'The last 30 days',
      before_month: 'More than 30 days ago',
      before_quarter: 'More than 90 days ago',
    },
    vcard: 'Save as vCard',
  },
  duplicates: {
    title: 'Likely duplicates',
    title_of: 'Likely duplicates: %{what}',
    none: 'Nothing looks like it is there twice',
    compare: 'Compare and merge',
    not_one: 'Not a duplicate',
    exists: 'This may be there already: |||| These may be there already:',
    merge: 'Merge',
    merge_title: 'Two become one',
    stays: 'This one stays',
    merged: 'Merged: %{name}',
    undone: 'The two are as they were',
    undo: 'Take back',
    undo_named: 'Take back the merge of %{name}',
    recent: 'Merged in the last 30 days',
    moves_contacts:
      'Organizations, opportunities, activities and tasks of both belong to the one that stays, and so do addresses, numbers and tags. It can be taken back for 30 days.',
    moves_organizations:
      'People, opportunities, activities and the organizations below both belong to the one that stays. It can be taken back for 30 days.',
    reason: {
      email: 'same e-mail',
      name_domain: 'same name and domain',
      name_organization: 'same name and organization',
      name: 'same name',
      website: 'same website',
      near_name: 'nearly the same name',
    },
  },
  field: {
    influence: 'Influence',
    link: 'Web address',
    logo: 'Logo',
    organization_type: 'Type of organization',
    picture: 'Picture',
    tasks: 'Open tasks',
  },
  list: {
    compact: 'Compact',
    guess: 'Nothing holds these words as you typed them. These names come near.',
  },
  picture: {
    unreadable:
      '%{name} is no picture that this browser can show. Choose a PNG, JPEG, WebP or SVG file.',
  },
  organization: {
    add_link: 'Add a link',
    no_web_address: 'This is no web address. Write it as https://example.com/page.',
    worth: 'What its opportunities are worth',
    own_worth: '%{amount} of its own',
    impact_people:
      '%{smart_count} person is unlinked from it, not deleted. |||| %{smart_count} people are unlinked from it, not deleted.',
    impact_left_alone:
      '%{smart_count} of them has no other organization. |||| %{smart_count} of them have no other organization.',
    impact_opportunities:
      '%{smart_count} opportunity stays as it is. |||| %{smart_count} opportunities stay as they are.',
    impact_subsidiaries:
      '%{smart_count} organization directly below it stays. |||| %{smart_count} organizations directly below it stay.',
    impact_back: 'Restoring it from the trash links its people again.',
  },
} as const
