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
  contact: {
    add_organization: 'Ajouter une organisation',
    authority: 'Pouvoir de décision : %{level}',
    edit_link: 'Chez %{name}',
    edit_role: 'Modifier le rôle et les dates',
    end_link: 'Terminer aujourd’hui',
    former_organizations: 'Anciennes',
    keep_former: 'Garder %{name} comme associée',
    link_actions: 'Autres actions pour %{name}',
    link_ended: 'Terminée aujourd’hui : %{name}',
    make_primary: 'Rendre principale',
    no_organizations: 'Pas encore lié à une organisation.',
    other_organizations:
      '%{smart_count} autre organisation |||| %{smart_count} autres organisations',
    primary_title: 'Prendre %{name} comme organisation principale ?',
    reopen_link: 'Reprendre',
    seen: {
      today: 'Aujourd’hui',
      week: 'Les 7 derniers jours',
      month: 'Les 30 derniers jours',
      before_month: 'Il y a plus de 30 jours',
      before_quarter: 'Il y a plus de 90 jours',
    },
    vcard: 'Enregistrer en vCard',
  },
  duplicates: {
    title: 'Doublons probables',
    title_of: 'Doublons probables : %{what}',
    none: 'Rien ne semble exister deux fois',
    compare: 'Comparer et fusionner',
    not_one: 'Pas un doublon',
    exists: 'Cela existe peut-être déjà : |||| Ceux-ci existent peut-être déjà :',
    merge: 'Fusionner',
    merge_title: 'Deux ne font plus qu’un',
    stays: 'Celui qui reste',
    merged: 'Fusionné : %{name}',
    undone: 'Les deux sont comme avant',
    undo: 'Défaire',
    undo_named: 'Défaire la fusion : %{name}',
    recent: 'Fusionnés ces 30 derniers jours',
    moves_contacts:
      'Organisations, opportunités, activités et tâches des deux reviennent à celui qui reste, de même que les adresses, numéros et étiquettes. La fusion peut être défaite pendant 30 jours.',
    moves_organizations:
      'Personnes, opportunités, activités et organisations rattachées aux deux reviennent à celle qui reste. La fusion peut être défaite pendant 30 jours.',
    reason: {
      email: 'même e-mail',
      name_domain: 'même nom et même domaine',
      name_organization: 'même nom et même organisation',
      name: 'même nom',
      website: 'même site web',
      near_name: 'nom presque identique',
    },
  },
  field: {
    influence: 'Influence',
    link: 'Adresse web',
    logo: 'Logo',
    organization_type: 'Type d’organisation',
    picture: 'Photo',
    tasks: 'Tâches en cours',
  },
  list: {
    compact: 'Compact',
    guess: 'Rien ne contient ces mots tels que vous les avez saisis. Ces noms s’en approchent.',
  },
  picture: {
    unreadable:
      '%{name} n’est pas une image que ce navigateur sait afficher. Choisissez un fichier PNG, JPEG, WebP ou SVG.',
  },
  organization: {
    add_link: 'Ajouter un lien',
    no_web_address: 'Ce n’est pas une adresse web. Écrivez-la comme https://example.com/page.',
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
