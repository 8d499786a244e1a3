import type { Words } from './words.ts'

/** Organizations. */
export const organizations = {
  organization: {
    new: { en: 'New organization', fr: 'Nouvelle organisation' },
    create: { en: 'Create organization', fr: 'Créer l’organisation' },
    create_named: {
      en: 'Create the organization «%{item}»',
      fr: 'Créer l’organisation « %{item} »',
    },
    search: { en: 'Search organizations', fr: 'Rechercher une organisation' },
    empty: { en: 'No organizations yet', fr: 'Pas encore d’organisation' },
    empty_hint: {
      en: 'Add the first customer, prospect or partner; people and opportunities hang on it.',
      fr: 'Ajoutez le premier client, prospect ou partenaire ; personnes et opportunités s’y rattachent.',
    },
    no_sector: { en: 'No sector', fr: 'Sans secteur' },
    priority_short: { en: 'Priority %{level}', fr: 'Priorité %{level}' },
    people_count: {
      en: '%{smart_count} person |||| %{smart_count} people',
      fr: '%{smart_count} personne |||| %{smart_count} personnes',
    },
    opportunity_count: {
      en: '%{smart_count} opportunity |||| %{smart_count} opportunities',
      fr: '%{smart_count} opportunité |||| %{smart_count} opportunités',
    },
    part_of: { en: 'Part of', fr: 'Fait partie de' },
    associated: { en: 'Associated', fr: 'Associée' },
    no_people: {
      en: 'Nobody yet. Add the first person.',
      fr: 'Personne pour l’instant. Ajoutez la première personne.',
    },
    no_opportunities: {
      en: 'No opportunity yet. Add the first one.',
      fr: 'Pas encore d’opportunité. Ajoutez la première.',
    },
    deleted: { en: 'Organization moved to the trash', fr: 'Organisation mise à la corbeille' },
    trash_title: { en: 'Move %{name} to the trash?', fr: 'Mettre %{name} à la corbeille ?' },
    trash_confirm: { en: 'Move to trash', fr: 'Mettre à la corbeille' },
    add_link: { en: 'Add a link', fr: 'Ajouter un lien' },
    no_web_address: {
      en: 'This is no web address. Write it as https://example.com/page.',
      fr: 'Ce n’est pas une adresse web. Écrivez-la comme https://example.com/page.',
    },
    won: { en: 'Won so far', fr: 'Gagné à ce jour' },
    worth: { en: 'What its opportunities are worth', fr: 'Valeur de ses opportunités' },
    own_worth: { en: '%{amount} of its own', fr: 'dont %{amount} en propre' },
    impact_people: {
      en: '%{smart_count} person is unlinked from it, not deleted. |||| %{smart_count} people are unlinked from it, not deleted.',
      fr: '%{smart_count} personne en est détachée, mais pas supprimée. |||| %{smart_count} personnes en sont détachées, mais pas supprimées.',
    },
    impact_left_alone: {
      en: '%{smart_count} of them has no other organization. |||| %{smart_count} of them have no other organization.',
      fr: '%{smart_count} d’entre elles n’a pas d’autre organisation. |||| %{smart_count} d’entre elles n’ont pas d’autre organisation.',
    },
    impact_opportunities: {
      en: '%{smart_count} opportunity stays as it is. |||| %{smart_count} opportunities stay as they are.',
      fr: '%{smart_count} opportunité reste inchangée. |||| %{smart_count} opportunités restent inchangées.',
    },
    impact_subsidiaries: {
      en: '%{smart_count} organization directly below it stays. |||| %{smart_count} organizations directly below it stay.',
      fr: '%{smart_count} organisation rattachée directement reste. |||| %{smart_count} organisations rattachées directement restent.',
    },
    impact_back: {
      en: 'Restoring it from the trash links its people again.',
      fr: 'La restaurer depuis la corbeille lui rattache ses personnes à nouveau.',
    },
  },
} satisfies Words
