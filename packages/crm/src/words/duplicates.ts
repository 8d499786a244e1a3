import type { Words } from './words.ts'

/** Likely duplicates, and merging. */
export const duplicates = {
  duplicates: {
    title: { en: 'Likely duplicates', fr: 'Doublons probables' },
    title_of: { en: 'Likely duplicates: %{what}', fr: 'Doublons probables : %{what}' },
    none: { en: 'Nothing looks like it is there twice', fr: 'Rien ne semble exister deux fois' },
    compare: { en: 'Compare and merge', fr: 'Comparer et fusionner' },
    not_one: { en: 'Not a duplicate', fr: 'Pas un doublon' },
    exists: {
      en: 'This may be there already: |||| These may be there already:',
      fr: 'Cela existe peut-être déjà : |||| Ceux-ci existent peut-être déjà :',
    },
    merge: { en: 'Merge', fr: 'Fusionner' },
    merge_title: { en: 'Two become one', fr: 'Deux ne font plus qu’un' },
    stays: { en: 'This one stays', fr: 'Celui qui reste' },
    merged: { en: 'Merged: %{name}', fr: 'Fusionné : %{name}' },
    undone: { en: 'The two are as they were', fr: 'Les deux sont comme avant' },
    undo: { en: 'Take back', fr: 'Défaire' },
    undo_named: { en: 'Take back the merge of %{name}', fr: 'Défaire la fusion : %{name}' },
    recent: { en: 'Merged in the last 30 days', fr: 'Fusionnés ces 30 derniers jours' },
    moves_contacts: {
      en: 'Organizations, opportunities, activities and tasks of both belong to the one that stays, and so do addresses, numbers and tags. It can be taken back for 30 days.',
      fr: 'Organisations, opportunités, activités et tâches des deux reviennent à celui qui reste, de même que les adresses, numéros et étiquettes. La fusion peut être défaite pendant 30 jours.',
    },
    moves_organizations: {
      en: 'People, opportunities, activities and the organizations below both belong to the one that stays. It can be taken back for 30 days.',
      fr: 'Personnes, opportunités, activités et organisations rattachées aux deux reviennent à celle qui reste. La fusion peut être défaite pendant 30 jours.',
    },
    reason: {
      email: { en: 'same e-mail', fr: 'même e-mail' },
      phone: { en: 'same family name and phone', fr: 'même nom de famille et même téléphone' },
      name_domain: { en: 'same name and domain', fr: 'même nom et même domaine' },
      name_organization: { en: 'same name and organization', fr: 'même nom et même organisation' },
      name: { en: 'same name', fr: 'même nom' },
      number: { en: 'same phone number', fr: 'même numéro de téléphone' },
      website: { en: 'same website', fr: 'même site web' },
      near_name: { en: 'nearly the same name', fr: 'nom presque identique' },
    },
  },
} satisfies Words
