import type { Words } from './words.ts'

/** Tags. */
export const tags = {
  tag: {
    create: { en: 'Create the tag «%{name}»', fr: 'Créer l’étiquette « %{name} »' },
    new: { en: 'New tag', fr: 'Nouvelle étiquette' },
    new_here: { en: 'New tag …', fr: 'Nouvelle étiquette …' },
    edit: { en: 'Edit tag', fr: 'Modifier l’étiquette' },
    edit_named: { en: 'Edit the tag %{name}', fr: 'Modifier l’étiquette %{name}' },
    delete_named: { en: 'Delete the tag %{name}', fr: 'Supprimer l’étiquette %{name}' },
    add: { en: 'Add tag', fr: 'Ajouter une étiquette' },
    remove: { en: 'Remove tag', fr: 'Retirer une étiquette' },
    bulk: {
      en: 'Change the tags of the chosen ones',
      fr: 'Modifier les étiquettes de ce qui est choisi',
    },
    colour: { en: 'Colour', fr: 'Couleur' },
    saved: { en: 'Tag saved', fr: 'Étiquette enregistrée' },
    deleted: { en: 'Tag deleted', fr: 'Étiquette supprimée' },
    taken: {
      en: 'There is a tag of this name. Choose another name.',
      fr: 'Une étiquette porte déjà ce nom. Choisissez-en un autre.',
    },
    unused: { en: 'Not used', fr: 'Inutilisée' },
    unused_count: {
      en: '%{smart_count} is not used |||| %{smart_count} are not used',
      fr: '%{smart_count} inutilisée |||| %{smart_count} inutilisées',
    },
    used_by_contacts: {
      en: '%{smart_count} contact |||| %{smart_count} contacts',
      fr: '%{smart_count} contact |||| %{smart_count} contacts',
    },
    used_by_organizations: {
      en: '%{smart_count} organization |||| %{smart_count} organizations',
      fr: '%{smart_count} organisation |||| %{smart_count} organisations',
    },
    used_by_opportunities: {
      en: '%{smart_count} opportunity |||| %{smart_count} opportunities',
      fr: '%{smart_count} opportunité |||| %{smart_count} opportunités',
    },
    added: {
      en: '%{name}: given to %{smart_count} |||| %{name}: given to %{smart_count}',
      fr: '%{name} : ajoutée à %{smart_count} |||| %{name} : ajoutée à %{smart_count}',
    },
    removed: {
      en: '%{name}: taken from %{smart_count} |||| %{name}: taken from %{smart_count}',
      fr: '%{name} : retirée de %{smart_count} |||| %{name} : retirée de %{smart_count}',
    },
    delete_title: { en: 'Delete the tag «%{name}»?', fr: 'Supprimer l’étiquette « %{name} » ?' },
    delete_used: {
      en: 'It is taken from %{uses}. They stay as they are otherwise. This cannot be undone.',
      fr: 'Elle est retirée de : %{uses}. Le reste ne change pas. C’est définitif.',
    },
    delete_unused: {
      en: 'Nothing has this tag. It cannot be brought back.',
      fr: 'Rien ne porte cette étiquette. Elle ne pourra pas être rétablie.',
    },
    empty: { en: 'No tags yet', fr: 'Pas encore d’étiquette' },
    empty_hint: {
      en: 'Tags mark contacts, organizations and opportunities in your own words, and lists can be filtered by them.',
      fr: 'Les étiquettes marquent contacts, organisations et opportunités avec vos propres mots, et les listes se filtrent par elles.',
    },
  },
} satisfies Words
