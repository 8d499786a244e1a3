import type { Words } from './words.ts'

/** Opportunities: board, form, page, forecast. */
export const opportunities = {
  opportunity: {
    new: { en: 'New opportunity', fr: 'Nouvelle opportunité' },
    create: { en: 'Create opportunity', fr: 'Créer l’opportunité' },
    add_contact: { en: 'Add a contact', fr: 'Ajouter un contact' },
    add_organization: { en: 'Add an organization', fr: 'Ajouter une organisation' },
    search: { en: 'Search opportunities', fr: 'Rechercher une opportunité' },
    empty: { en: 'No opportunities yet', fr: 'Pas encore d’opportunité' },
    empty_hint: {
      en: 'Create the first one: a name is enough to start, the rest can follow.',
      fr: 'Créez la première : un nom suffit pour commencer, le reste peut suivre.',
    },
    no_organization: { en: 'No organization yet', fr: 'Pas encore d’organisation' },
    no_contacts: {
      en: 'Nobody yet. Edit the opportunity to add people and their roles.',
      fr: 'Personne pour l’instant. Modifiez l’opportunité pour ajouter des personnes et leurs rôles.',
    },
    no_participants: {
      en: 'Only shown once an organization is chosen.',
      fr: 'Affiché dès qu’une organisation est choisie.',
    },
    no_next_action: { en: 'Nothing planned', fr: 'Rien de prévu' },
    close_overdue: { en: 'Past the expected day', fr: 'Date prévue dépassée' },
    probability_manual: { en: 'Set by hand', fr: 'Fixée à la main' },
    probability_stage: { en: 'By stage', fr: 'Selon l’étape' },
    probability_help: {
      en: 'Leave empty to follow the stage (%{percent}%).',
      fr: 'Laissez vide pour suivre l’étape (%{percent} %).',
    },
    probability_fixed: { en: 'Closed: always %{percent}%.', fr: 'Close : toujours %{percent} %.' },
    stage_path: { en: 'Stage', fr: 'Étape' },
    why_lost: { en: 'Why was it lost?', fr: 'Pourquoi a-t-elle été perdue ?' },
    not_lost: { en: 'Not lost', fr: 'Pas perdue' },
    mark_lost: { en: 'Mark as lost', fr: 'Marquer comme perdue' },
    probability_closed: { en: 'Closed', fr: 'Close' },
    probability_range: {
      en: 'A probability is a whole number from 0 to 100.',
      fr: 'Une probabilité est un nombre entier de 0 à 100.',
    },
    probability_reset: { en: 'Back to %{percent}%', fr: 'Revenir à %{percent} %' },
    changed: {
      en: '%{smart_count} opportunity changed |||| %{smart_count} opportunities changed',
      fr: '%{smart_count} opportunité modifiée |||| %{smart_count} opportunités modifiées',
    },
    since: { en: 'Since %{day}', fr: 'Depuis le %{day}' },
    days: {
      en: '%{smart_count} day |||| %{smart_count} days',
      fr: '%{smart_count} jour |||| %{smart_count} jours',
    },
    unknown_time: { en: 'Not known', fr: 'Inconnu' },
    archive_list: { en: 'Archive', fr: 'Archives' },
    archived: { en: 'Archived', fr: 'Archivée' },
    unarchived: { en: 'Back on the board', fr: 'De retour sur le tableau' },
    deleted: { en: 'Opportunity moved to the trash', fr: 'Opportunité mise à la corbeille' },
  },
  board: {
    moved: { en: 'Moved to %{stage}', fr: 'Déplacée vers %{stage}' },
    move_to: { en: 'Move to', fr: 'Déplacer vers' },
    move_card: { en: 'Move %{name}', fr: 'Déplacer %{name}' },
    empty_column: {
      en: 'Nothing here. Drop a card to move it to this stage.',
      fr: 'Rien ici. Déposez une carte pour la faire passer à cette étape.',
    },
    show_more: { en: 'Show more (%{smart_count})', fr: 'Afficher plus (%{smart_count})' },
    weighted: { en: 'Weighted %{amount}', fr: 'Pondéré %{amount}' },
    age_days: { en: '%{smart_count} d', fr: '%{smart_count} j' },
    in_stage_since: { en: 'In this stage since %{day}', fr: 'À cette étape depuis le %{day}' },
    created_on: { en: 'Created on %{day}', fr: 'Créée le %{day}' },
    instructions: {
      en: 'Press Enter to open. Press Space to lift the card, the arrow keys to move it, Space to drop it, Escape to leave it where it was.',
      fr: 'Entrée pour ouvrir. Espace pour soulever la carte, les flèches pour la déplacer, Espace pour la déposer, Échap pour la laisser où elle était.',
    },
  },
  stale: {
    since: { en: 'Stale since %{day}', fr: 'Dort depuis le %{day}' },
    filter: { en: 'Stale', fr: 'Dormantes' },
    count: {
      en: '%{smart_count} stale |||| %{smart_count} stale',
      fr: '%{smart_count} dormante |||| %{smart_count} dormantes',
    },
    limits: { en: 'When an opportunity is stale', fr: 'Quand une opportunité est dormante' },
    limits_hint: {
      en: 'After so many days in a stage it is marked as stale. Leave a stage empty to never mark it there.',
      fr: 'Après tant de jours à une étape, elle est marquée comme dormante. Laissez vide pour ne jamais la marquer à cette étape.',
    },
    never: { en: 'Never', fr: 'Jamais' },
  },
  forecast: {
    title: { en: 'Forecast', fr: 'Prévisions' },
    subtitle: {
      en: 'By the day of the close: the expected one, or the actual one of what was won.',
      fr: 'Selon la date de clôture : celle qui est prévue, ou la vraie pour ce qui est gagné.',
    },
    everyone: { en: 'Everyone', fr: 'Tout le monde' },
    nobody: { en: 'No owner', fr: 'Sans responsable' },
    month: { en: 'Month', fr: 'Mois' },
    total: { en: 'Open', fr: 'En cours' },
    weighted: { en: 'Weighted', fr: 'Pondéré' },
    won: { en: 'Won', fr: 'Gagné' },
    won_in: { en: 'Won, %{from} to %{to}', fr: 'Gagné, %{from} – %{to}' },
    by_month: { en: 'By month', fr: 'Par mois' },
    by_owner: { en: 'By owner', fr: 'Par responsable' },
    earlier: { en: 'Earlier', fr: 'Plus tôt' },
    later: { en: 'Later', fr: 'Plus tard' },
  },
} satisfies Words
