import type { Words } from './catalog.ts'
import type { people as english } from './en-people.ts'

/** What the pages of contacts and organizations say in French, beside `pages`. */
export const people: Words<typeof english> = {
  filter: {
    no_choice: 'Aucun choix possible',
  },
  trash: {
    back_to_contacts: 'Retour aux contacts',
    back_to_organizations: 'Retour aux organisations',
    empty_contacts: 'Les contacts supprimés restent ici jusqu’à ce qu’ils soient restaurés.',
    empty_organizations:
      'Les organisations supprimées restent ici jusqu’à ce qu’elles soient restaurées.',
  },
  contact: {},
  organization: {
    worth: 'Valeur de ses opportunités',
    own_worth: 'dont %{amount} en propre',
    impact_people:
      '%{smart_count} personne en est détachée, mais pas supprimée. |||| %{smart_count} personnes en sont détachées, mais pas supprimées.',
    impact_left_alone:
      '%{smart_count} d’entre elles n’a pas d’autre organisation. |||| %{smart_count} d’entre elles n’ont pas d’autre organisation.',
    impact_opportunities:
      '%{smart_count} opportunité reste inchangée. |||| %{smart_count} opportunités restent inchangées.',
    impact_subsidiaries:
      '%{smart_count} organisation rattachée directement reste. |||| %{smart_count} organisations rattachées directement restent.',
    impact_back: 'La restaurer depuis la corbeille lui rattache ses personnes à nouveau.',
  },
}
