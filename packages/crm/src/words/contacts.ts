import type { Words } from './words.ts'

/** Contacts. */
export const contacts = {
  contact: {
    new: { en: 'New contact', fr: 'Nouveau contact' },
    create: { en: 'Create contact', fr: 'Créer le contact' },
    add_email: { en: 'Add an address', fr: 'Ajouter une adresse' },
    add_phone: { en: 'Add a number', fr: 'Ajouter un numéro' },
    create_named: { en: 'Create the contact «%{item}»', fr: 'Créer le contact « %{item} »' },
    search: { en: 'Search contacts', fr: 'Rechercher un contact' },
    empty: { en: 'No contacts yet', fr: 'Pas encore de contact' },
    empty_hint: {
      en: 'Add the first person you work with. They can belong to several organizations.',
      fr: 'Ajoutez la première personne avec qui vous travaillez. Elle peut appartenir à plusieurs organisations.',
    },
    unnamed: { en: 'Without a name', fr: 'Sans nom' },
    primary: { en: 'Primary', fr: 'Principale' },
    is_primary: { en: 'Primary organization', fr: 'Organisation principale' },
    main_contact: { en: 'Main contact', fr: 'Contact principal' },
    influence: { en: 'Influence: %{level}', fr: 'Influence : %{level}' },
    since: { en: 'Since %{day}', fr: 'Depuis le %{day}' },
    until: { en: 'Until %{day}', fr: 'Jusqu’au %{day}' },
    no_opportunities: {
      en: 'Takes part in no opportunity yet.',
      fr: 'Ne participe encore à aucune opportunité.',
    },
    change_status: { en: 'Change status', fr: 'Changer le statut' },
    no_status: { en: 'No status', fr: 'Sans statut' },
    open_tasks: {
      en: '%{smart_count} open task |||| %{smart_count} open tasks',
      fr: '%{smart_count} tâche en cours |||| %{smart_count} tâches en cours',
    },
    deleted: { en: 'Contact moved to the trash', fr: 'Contact mis à la corbeille' },
    add_organization: { en: 'Add an organization', fr: 'Ajouter une organisation' },
    authority: { en: 'Authority: %{level}', fr: 'Pouvoir de décision : %{level}' },
    edit_link: { en: 'At %{name}', fr: 'Chez %{name}' },
    edit_role: { en: 'Edit role and dates', fr: 'Modifier le rôle et les dates' },
    end_link: { en: 'End today', fr: 'Terminer aujourd’hui' },
    former_organizations: { en: 'Former', fr: 'Anciennes' },
    keep_former: { en: 'Keep %{name} as associated', fr: 'Garder %{name} comme associée' },
    link_actions: { en: 'More for %{name}', fr: 'Autres actions pour %{name}' },
    link_ended: { en: 'Ended today: %{name}', fr: 'Terminée aujourd’hui : %{name}' },
    make_primary: { en: 'Make primary', fr: 'Rendre principale' },
    no_organizations: {
      en: 'Not linked to an organization yet.',
      fr: 'Pas encore lié à une organisation.',
    },
    other_organizations: {
      en: '%{smart_count} more organization |||| %{smart_count} more organizations',
      fr: '%{smart_count} autre organisation |||| %{smart_count} autres organisations',
    },
    primary_title: {
      en: 'Make %{name} the primary organization?',
      fr: 'Prendre %{name} comme organisation principale ?',
    },
    reopen_link: { en: 'Take up again', fr: 'Reprendre' },
    seen: {
      today: { en: 'Today', fr: 'Aujourd’hui' },
      week: { en: 'The last 7 days', fr: 'Les 7 derniers jours' },
      month: { en: 'The last 30 days', fr: 'Les 30 derniers jours' },
      before_month: { en: 'More than 30 days ago', fr: 'Il y a plus de 30 jours' },
      before_quarter: { en: 'More than 90 days ago', fr: 'Il y a plus de 90 jours' },
    },
    vcard: { en: 'Save as vCard', fr: 'Enregistrer en vCard' },
  },
} satisfies Words
