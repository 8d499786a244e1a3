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
  contact: {},
  organization: {
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
