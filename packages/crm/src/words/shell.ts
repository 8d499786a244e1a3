import type { Words } from './words.ts'

/** What is around the pages: navigation, search, files, what every page has. */
export const shell = {
  nav: {
    main: { en: 'Main', fr: 'Navigation principale' },
    home: { en: '%{name}, dashboard', fr: '%{name}, tableau de bord' },
    dashboard: { en: 'Dashboard', fr: 'Tableau de bord' },
    opportunities: { en: 'Opportunities', fr: 'Opportunités' },
    tasks: { en: 'Tasks', fr: 'Tâches' },
    forecast: { en: 'Forecast', fr: 'Prévisions' },
    contacts: { en: 'Contacts', fr: 'Contacts' },
    organizations: { en: 'Organizations', fr: 'Organisations' },
    skip: { en: 'Skip to content', fr: 'Aller au contenu' },
    user_menu: { en: 'Account of %{name}', fr: 'Compte : %{name}' },
  },
  unnamed: { en: 'Without a name', fr: 'Sans nom' },
  labelled: { en: '%{name}: %{value}', fr: '%{name} : %{value}' },
  percent: { en: '%{value}%', fr: '%{value} %' },
  appearance: {
    light: { en: 'Light', fr: 'Clair' },
    dark: { en: 'Dark', fr: 'Sombre' },
    system: { en: 'Like the system', fr: 'Comme le système' },
  },
  action: {
    add: { en: 'Add', fr: 'Ajouter' },
    archive: { en: 'Archive', fr: 'Archiver' },
    cancel: { en: 'Cancel', fr: 'Annuler' },
    delete: { en: 'Delete', fr: 'Supprimer' },
    edit: { en: 'Edit', fr: 'Modifier' },
    home: { en: 'To the dashboard', fr: 'Vers le tableau de bord' },
    later: { en: 'Later', fr: 'Plus tard' },
    more: { en: 'More actions', fr: 'Autres actions' },
    reload: { en: 'Reload', fr: 'Recharger' },
    save: { en: 'Save', fr: 'Enregistrer' },
    try_again: { en: 'Try again', fr: 'Réessayer' },
    unarchive: { en: 'Take out of the archive', fr: 'Sortir des archives' },
  },
  form: {
    edit: { en: 'Edit %{name}', fr: 'Modifier %{name}' },
  },
  panel: {
    details: { en: 'Details', fr: 'Détails' },
    opportunity: { en: 'Opportunity', fr: 'Opportunité' },
    organization: { en: 'Organization', fr: 'Organisation' },
    participants: { en: 'Organizations involved', fr: 'Organisations concernées' },
    people: { en: 'People', fr: 'Personnes' },
    person: { en: 'Person', fr: 'Personne' },
    progress: { en: 'Progress', fr: 'Avancement' },
    stage_history: { en: 'Time in stages', fr: 'Temps par étape' },
    reach: { en: 'How to reach them', fr: 'Coordonnées' },
    subsidiaries: { en: 'Subsidiaries', fr: 'Filiales' },
  },
  create_menu: {
    label: { en: 'Create', fr: 'Créer' },
  },
  conflict: {
    title: { en: 'Someone else saved this first', fr: 'Quelqu’un d’autre a enregistré avant vous' },
    text: {
      en: 'While you were editing, these values were changed. Which ones shall stay? Your other changes are saved either way.',
      fr: 'Pendant votre saisie, ces valeurs ont été modifiées. Lesquelles doivent rester ? Vos autres modifications sont enregistrées dans tous les cas.',
    },
    field: { en: 'Field', fr: 'Champ' },
    theirs: { en: 'Saved by someone else', fr: 'Enregistré par quelqu’un d’autre' },
    mine: { en: 'Yours', fr: 'La vôtre' },
    keep_mine: { en: 'Keep mine', fr: 'Garder les miennes' },
    take_theirs: { en: 'Take theirs', fr: 'Prendre les autres' },
    back: { en: 'Back to the form', fr: 'Retour au formulaire' },
    not_saved: {
      en: 'Not saved. Your values are still in the form.',
      fr: 'Non enregistré. Vos valeurs sont encore dans le formulaire.',
    },
    empty: { en: 'empty', fr: 'vide' },
  },
  file: {
    choose_picture: { en: 'Choose a picture', fr: 'Choisir une image' },
    remove_picture: { en: 'Remove the picture', fr: 'Retirer l’image' },
    no_picture: { en: '%{name} is no picture', fr: '%{name} n’est pas une image' },
    picture_too_large: { en: '%{name} is larger than 1 MB', fr: '%{name} dépasse 1 Mo' },
    add: { en: 'Attach files', fr: 'Joindre des fichiers' },
    remove: { en: 'Remove %{name}', fr: 'Retirer %{name}' },
    uploading: { en: 'Uploading %{name}', fr: 'Envoi : %{name}' },
    too_large: {
      en: '%{name} is larger than 50 MB. Choose a smaller file, or link to it.',
      fr: '%{name} dépasse 50 Mo. Choisissez un fichier plus petit, ou donnez un lien.',
    },
    failed: {
      en: '%{name} could not be uploaded. Try again.',
      fr: '%{name} n’a pas pu être envoyé. Réessayez.',
    },
    open_failed: {
      en: 'This file cannot be opened. It may have been removed.',
      fr: 'Ce fichier ne peut pas être ouvert. Il a peut-être été retiré.',
    },
  },
  picture: {
    unreadable: {
      en: '%{name} is no picture that this browser can show. Choose a PNG, JPEG, WebP or SVG file.',
      fr: '%{name} n’est pas une image que ce navigateur sait afficher. Choisissez un fichier PNG, JPEG, WebP ou SVG.',
    },
  },
  offline: {
    title: { en: 'You are offline.', fr: 'Vous êtes hors ligne.' },
    text: {
      en: 'What you see may be out of date. Saving works again when the connection is back.',
      fr: 'Ce que vous voyez n’est peut-être plus à jour. Vous pourrez enregistrer au retour de la connexion.',
    },
    back: { en: 'You are online again.', fr: 'Vous êtes de nouveau en ligne.' },
  },
  search: {
    label: { en: 'Search', fr: 'Rechercher' },
    placeholder: { en: 'Search everything', fr: 'Rechercher partout' },
    hint: {
      en: 'Type a name, a place, an e-mail address, or what you want to do.',
      fr: 'Tapez un nom, un lieu, une adresse e-mail, ou ce que vous voulez faire.',
    },
    none: { en: 'Nothing found for «%{words}»', fr: 'Aucun résultat pour « %{words} »' },
    none_hint: { en: 'Try fewer or other words.', fr: 'Essayez avec moins de mots, ou d’autres.' },
    all: { en: 'Show all %{smart_count}', fr: 'Tout afficher (%{smart_count})' },
    actions: { en: 'Actions', fr: 'Actions' },
    guess: {
      en: 'Nothing holds these words as you typed them. Did you mean:',
      fr: 'Rien ne contient ces mots tels quels. Vouliez-vous dire :',
    },
    joining_words: { en: 'for with about to', fr: 'pour avec chez à' },
    about: { en: '%{action} for %{name}', fr: '%{action} pour %{name}' },
    go_to: { en: 'Go to: %{name}', fr: 'Aller à : %{name}' },
  },
  shortcuts: {
    title: { en: 'Keyboard shortcuts', fr: 'Raccourcis clavier' },
    help: { en: 'Show this list', fr: 'Afficher cette liste' },
    search: { en: 'Search everything', fr: 'Rechercher partout' },
    create: { en: 'Create something', fr: 'Créer un élément' },
    go_dashboard: { en: 'Go to the dashboard', fr: 'Aller au tableau de bord' },
    go_opportunities: { en: 'Go to the opportunities', fr: 'Aller aux opportunités' },
    go_tasks: { en: 'Go to the tasks', fr: 'Aller aux tâches' },
    go_contacts: { en: 'Go to the contacts', fr: 'Aller aux contacts' },
    go_organizations: { en: 'Go to the organizations', fr: 'Aller aux organisations' },
    edit: { en: 'Edit what is shown', fr: 'Modifier ce qui est affiché' },
    save: { en: 'Save a form or an entry', fr: 'Enregistrer un formulaire ou une entrée' },
    close: { en: 'Close a dialog or a menu', fr: 'Fermer un dialogue ou un menu' },
    move_card: {
      en: 'Lift and drop a card of the board',
      fr: 'Soulever et déposer une carte du tableau',
    },
    single_keys: { en: 'Single keys do something', fr: 'Les touches seules ont un effet' },
  },
  update: {
    title: { en: 'A new version is there.', fr: 'Une nouvelle version est disponible.' },
    reload: { en: 'Reload', fr: 'Recharger' },
  },
  schema: {
    older: {
      en: 'The database is older than this page',
      fr: 'La base de données est plus ancienne que cette page',
    },
    older_text: {
      en: 'It has version %{found} of the schema, and this page works with %{wanted}. An administrator brings it up to date with “valence upgrade”; nothing is lost, and until then nothing can be shown here.',
      fr: 'Elle est à la version %{found} du schéma, et cette page fonctionne avec la version %{wanted}. Un administrateur la met à jour avec « valence upgrade » ; rien n’est perdu, et d’ici là rien ne peut être affiché ici.',
    },
    newer: {
      en: 'This page is older than the database',
      fr: 'Cette page est plus ancienne que la base de données',
    },
    newer_text: {
      en: 'The database has version %{found} of the schema, and this page knows %{wanted}. Reload the page; if it still says so, the server’s program has to be updated.',
      fr: 'La base de données est à la version %{found} du schéma, et cette page connaît la version %{wanted}. Rechargez la page ; si ce message reste, le programme du serveur doit être mis à jour.',
    },
  },
  start: {
    not_configured: {
      title: {
        en: 'The CRM does not know its server yet',
        fr: 'Le CRM ne connaît pas encore son serveur',
      },
      text: {
        en: 'Serve a file /config.json with «supabaseUrl» and «publishableKey», or build the CRM with VITE_SUPABASE_URL and VITE_SUPABASE_ANON_KEY.\n\nThe server that comes with Valence CRM does this by itself.',
        fr: 'Servez un fichier /config.json avec « supabaseUrl » et « publishableKey », ou construisez le CRM avec VITE_SUPABASE_URL et VITE_SUPABASE_ANON_KEY.\n\nLe serveur livré avec Valence CRM le fait de lui-même.',
      },
    },
    unreachable: {
      title: { en: 'The server does not answer', fr: 'Le serveur ne répond pas' },
      text: {
        en: 'Check that it runs and that this device is online, then try again.',
        fr: 'Vérifiez qu’il tourne et que cet appareil est en ligne, puis réessayez.',
      },
    },
  },
} satisfies Words
