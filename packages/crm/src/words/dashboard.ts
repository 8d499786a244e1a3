import type { Words } from './words.ts'

/** The dashboard, and the first steps. */
export const dashboard = {
  dashboard: {
    title: { en: 'Dashboard', fr: 'Tableau de bord' },
    hello: { en: 'Good to see you, %{name}.', fr: 'Ravi de vous revoir, %{name}.' },
    open: { en: 'Open pipeline', fr: 'En cours' },
    open_note: {
      en: '%{smart_count} opportunity |||| %{smart_count} opportunities',
      fr: '%{smart_count} opportunité |||| %{smart_count} opportunités',
    },
    weighted: { en: 'Weighted', fr: 'Pondéré' },
    weighted_note: { en: 'Amount × probability', fr: 'Montant × probabilité' },
    won: { en: 'Won in the last 12 months', fr: 'Gagné ces 12 derniers mois' },
    won_note: {
      en: '%{smart_count} opportunity |||| %{smart_count} opportunities',
      fr: '%{smart_count} opportunité |||| %{smart_count} opportunités',
    },
    win_rate: {
      en: 'Win rate of the last 12 months',
      fr: 'Taux de réussite sur 12 mois',
    },
    win_rate_note: {
      en: '%{won} of %{smart_count} closed',
      fr: 'Gagné : %{won} sur %{smart_count}',
    },
    pipeline: { en: 'Pipeline by stage', fr: 'Opportunités par étape' },
    pipeline_caption: {
      en: 'Number, amount and weighted amount of the opportunities of each stage',
      fr: 'Nombre, montant et montant pondéré des opportunités de chaque étape',
    },
    head_stage: { en: 'Stage', fr: 'Étape' },
    head_count: { en: 'Count', fr: 'Nombre' },
    head_amount: { en: 'Amount', fr: 'Montant' },
    head_weighted: { en: 'Weighted', fr: 'Pondéré' },
    closed: { en: 'Won and lost by month', fr: 'Gagné et perdu par mois' },
    latest: { en: 'Latest activity', fr: 'Activité récente' },
    hot_contacts: { en: 'Hot contacts', fr: 'Contacts chauds' },
    no_hot_contacts: {
      en: 'Nobody is marked hot. Set the status on the page of a contact.',
      fr: 'Personne n’est marqué chaud. Le statut se choisit sur la page d’un contact.',
    },
  },
  welcome: {
    title: {
      en: 'Welcome. Three steps to begin with:',
      fr: 'Bienvenue. Trois étapes pour commencer :',
    },
    hint: {
      en: 'Each is ticked off when there is something, and the list goes away with the last one.',
      fr: 'Chacune est cochée dès qu’il y a quelque chose, et la liste disparaît avec la dernière.',
    },
    contacts: { en: 'Add a contact', fr: 'Ajouter un contact' },
    organizations: { en: 'Add an organization', fr: 'Ajouter une organisation' },
    opportunities: { en: 'Add an opportunity', fr: 'Ajouter une opportunité' },
    activities: {
      en: 'Log a note, a call or a meeting',
      fr: 'Consigner une note, un appel ou une réunion',
    },
    import: { en: 'Import from a file', fr: 'Importer un fichier' },
    done: { en: 'Done', fr: 'Fait' },
  },
} satisfies Words
