import type { Words } from './words.ts'

/** The log of changes. */
export const changes = {
  changes: {
    title: { en: 'Changes', fr: 'Modifications' },
    history: { en: 'History', fr: 'Historique' },
    history_of: { en: 'History: %{name}', fr: 'Historique : %{name}' },
    nobody: { en: 'no signed-in user', fr: 'aucun utilisateur connecté' },
    values: {
      en: 'Show %{smart_count} value |||| Show %{smart_count} values',
      fr: 'Afficher %{smart_count} valeur |||| Afficher %{smart_count} valeurs',
    },
    hide: { en: 'Hide the values', fr: 'Masquer les valeurs' },
    kind: { en: 'Records', fr: 'Fiches' },
    user: { en: 'By', fr: 'Par' },
    days: { en: 'Days', fr: 'Jours' },
    none: { en: 'No changes yet', fr: 'Aucune modification' },
    none_hint: {
      en: 'What is changed from now on is told here, field by field.',
      fr: 'Ce qui sera modifié est raconté ici, champ par champ.',
    },
    none_found: { en: 'Nothing matches these filters', fr: 'Rien ne correspond à ces filtres' },
    gone: { en: 'no longer there', fr: 'n’existe plus' },
    of_settings: { en: 'Settings of this CRM', fr: 'Paramètres de ce CRM' },
    unnamed: { en: '(without a name)', fr: '(sans nom)' },
    becomes: { en: 'becomes', fr: 'devient' },
    managers_only: {
      en: 'Only administrators and managers see this page',
      fr: 'Seuls les administrateurs et les responsables voient cette page',
    },
    kept: { en: 'How long changes are kept', fr: 'Durée de conservation des modifications' },
    kept_hint: {
      en: 'Older entries are deleted for good when you save, and later by the nightly job that the operator’s guide describes.',
      fr: 'Les entrées plus anciennes sont supprimées définitivement à l’enregistrement, puis par la tâche de nuit décrite dans le guide de l’exploitant.',
    },
    kept_for_ever: { en: 'For ever', fr: 'Sans limite' },
    kept_for: {
      en: '%{smart_count} year |||| %{smart_count} years',
      fr: '%{smart_count} an |||| %{smart_count} ans',
    },
    kept_years: {
      en: 'Years for which changes are kept',
      fr: 'Années de conservation des modifications',
    },
    forgotten: {
      en: '%{smart_count} old entry deleted |||| %{smart_count} old entries deleted',
      fr: '%{smart_count} ancienne entrée supprimée |||| %{smart_count} anciennes entrées supprimées',
    },
    entries: { en: 'Entries', fr: 'Entrées' },
    older_than: { en: 'Older than', fr: 'Antérieures au' },
    external_id: { en: 'External ID', fr: 'Identifiant externe' },
    external_system: { en: 'From system', fr: 'Vient du système' },
    part: {
      colors: { en: 'colour', fr: 'couleur' },
      hidden: { en: 'not offered', fr: 'non proposés' },
      labels: { en: 'label', fr: 'libellé' },
      order: { en: 'order', fr: 'ordre' },
      probabilities: { en: 'probability', fr: 'probabilité' },
    },
    said: {
      record: {
        insert: { en: 'Created by %{who}', fr: 'Créé par %{who}' },
        update: { en: 'Changed by %{who}', fr: 'Modifié par %{who}' },
        delete: { en: 'Deleted by %{who}', fr: 'Supprimé par %{who}' },
      },
      contact_organizations: {
        insert: { en: 'Organization linked by %{who}', fr: 'Organisation liée par %{who}' },
        update: {
          en: 'Link to an organization changed by %{who}',
          fr: 'Lien avec une organisation modifié par %{who}',
        },
        delete: { en: 'Organization unlinked by %{who}', fr: 'Organisation déliée par %{who}' },
      },
      external_keys: {
        insert: { en: 'External ID added by %{who}', fr: 'Identifiant externe ajouté par %{who}' },
        update: {
          en: 'External ID changed by %{who}',
          fr: 'Identifiant externe modifié par %{who}',
        },
        delete: {
          en: 'External ID removed by %{who}',
          fr: 'Identifiant externe retiré par %{who}',
        },
      },
      opportunity_contacts: {
        insert: { en: 'Contact added by %{who}', fr: 'Contact ajouté par %{who}' },
        update: { en: 'Contact changed by %{who}', fr: 'Contact modifié par %{who}' },
        delete: { en: 'Contact removed by %{who}', fr: 'Contact retiré par %{who}' },
      },
      opportunity_participants: {
        insert: { en: 'Participant added by %{who}', fr: 'Participant ajouté par %{who}' },
        update: { en: 'Participant changed by %{who}', fr: 'Participant modifié par %{who}' },
        delete: { en: 'Participant removed by %{who}', fr: 'Participant retiré par %{who}' },
      },
      record_changes: {
        delete: {
          en: 'Old entries of this log deleted by %{who}',
          fr: 'Anciennes entrées de ce journal supprimées par %{who}',
        },
      },
      record_tags: {
        insert: { en: 'Tag added by %{who}', fr: 'Étiquette ajoutée par %{who}' },
        update: { en: 'Tag changed by %{who}', fr: 'Étiquette modifiée par %{who}' },
        delete: { en: 'Tag removed by %{who}', fr: 'Étiquette retirée par %{who}' },
      },
      sales_roles: {
        insert: { en: 'Role given by %{who}', fr: 'Rôle donné par %{who}' },
        update: { en: 'Role changed by %{who}', fr: 'Rôle modifié par %{who}' },
        delete: { en: 'Role taken by %{who}', fr: 'Rôle retiré par %{who}' },
      },
    },
  },
} satisfies Words
