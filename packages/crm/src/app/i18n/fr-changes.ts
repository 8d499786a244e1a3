/** What the log of changes says in French, and the fields that only it names. */
export const changes = {
  title: 'Modifications',
  history: 'Historique',
  history_of: 'Historique : %{name}',
  nobody: 'aucun utilisateur connecté',
  values: 'Afficher %{smart_count} valeur |||| Afficher %{smart_count} valeurs',
  hide: 'Masquer les valeurs',
  kind: 'Fiches',
  user: 'Par',
  days: 'Jours',
  none: 'Aucune modification',
  none_hint: 'Ce qui sera modifié est raconté ici, champ par champ.',
  none_found: 'Rien ne correspond à ces filtres',
  gone: 'n’existe plus',
  of_settings: 'Paramètres de ce CRM',
  unnamed: '(sans nom)',
  becomes: 'devient',
  managers_only: 'Seuls les administrateurs et les responsables voient cette page',
  kept: 'Durée de conservation des modifications',
  kept_hint:
    'Les entrées plus anciennes sont supprimées définitivement à l’enregistrement, puis par la tâche de nuit décrite dans le guide de l’exploitant.',
  kept_for_ever: 'Sans limite',
  kept_for: '%{smart_count} an |||| %{smart_count} ans',
  kept_years: 'Années de conservation des modifications',
  forgotten:
    '%{smart_count} ancienne entrée supprimée |||| %{smart_count} anciennes entrées supprimées',
  entries: 'Entrées',
  older_than: 'Antérieures au',
  external_id: 'Identifiant externe',
  external_system: 'Vient du système',
  part: {
    colors: 'couleur',
    hidden: 'non proposés',
    labels: 'libellé',
    order: 'ordre',
    probabilities: 'probabilité',
  },
  said: {
    record: {
      insert: 'Créé par %{who}',
      update: 'Modifié par %{who}',
      delete: 'Supprimé par %{who}',
    },
    contact_organizations: {
      insert: 'Organisation liée par %{who}',
      update: 'Lien avec une organisation modifié par %{who}',
      delete: 'Organisation déliée par %{who}',
    },
    external_keys: {
      insert: 'Identifiant externe ajouté par %{who}',
      update: 'Identifiant externe modifié par %{who}',
      delete: 'Identifiant externe retiré par %{who}',
    },
    opportunity_contacts: {
      insert: 'Contact ajouté par %{who}',
      update: 'Contact modifié par %{who}',
      delete: 'Contact retiré par %{who}',
    },
    opportunity_participants: {
      insert: 'Participant ajouté par %{who}',
      update: 'Participant modifié par %{who}',
      delete: 'Participant retiré par %{who}',
    },
    record_changes: {
      delete: 'Anciennes entrées de ce journal supprimées par %{who}',
    },
    record_tags: {
      insert: 'Étiquette ajoutée par %{who}',
      update: 'Étiquette modifiée par %{who}',
      delete: 'Étiquette retirée par %{who}',
    },
    sales_roles: {
      insert: 'Rôle donné par %{who}',
      update: 'Rôle modifié par %{who}',
      delete: 'Rôle retiré par %{who}',
    },
  },
}

export const changedFields = {
  attachments: 'Fichiers',
  deleted_at: 'Dans la corbeille depuis',
  done_date: 'Fait',
  due_date: 'Échéance',
  follow_up: 'Relance',
  former_stage: 'Étape, sous son ancien nom',
  is_primary: 'Principal',
  is_primary_contact: 'Contact principal',
  is_primary_organization: 'Organisation principale',
  kind: 'Genre',
  removed_at: 'Retiré',
  opportunity: 'Opportunité',
}
