import type { Words } from './words.ts'

/** What went wrong, and what to do. */
export const errors = {
  error: {
    already_exists: {
      en: 'An entry like this exists already. Open that one, or change this one.',
      fr: 'Il existe déjà un élément comme celui-ci. Ouvrez-le, ou changez celui que vous avez saisi.',
    },
    forbidden: {
      en: 'You may not change or see this. Ask its owner or an administrator.',
      fr: 'Vous ne pouvez ni modifier ni voir cela. Demandez à son responsable ou à un administrateur.',
    },
    invalid_value: {
      en: 'One of the values does not fit its field. Check the form and save again.',
      fr: 'Une des valeurs ne convient pas à son champ. Vérifiez le formulaire et enregistrez à nouveau.',
    },
    new_version: { en: 'There is a new version', fr: 'Il y a une nouvelle version' },
    new_version_hint: {
      en: 'The CRM was updated while this page was open. Reload to go on.',
      fr: 'Le CRM a été mis à jour pendant que cette page était ouverte. Rechargez pour continuer.',
    },
    organization_cycle: {
      en: 'An organization cannot be below itself. Choose a parent that is not one of its own subsidiaries.',
      fr: 'Une organisation ne peut pas être sa propre filiale. Choisissez une organisation mère qui n’est pas une de ses filiales.',
    },
    not_there: {
      en: 'It is not there any more, or you may not change it. Reload the page to see what is.',
      fr: 'L’élément n’existe plus, ou vous ne pouvez pas le modifier. Rechargez la page pour voir ce qui est là.',
    },
    no_page: { en: 'No such page', fr: 'Page introuvable' },
    no_page_hint: {
      en: 'This address leads nowhere. It may be misspelt, or the page was moved.',
      fr: 'Cette adresse ne mène nulle part. Elle est peut-être mal écrite, ou la page a été déplacée.',
    },
    no_record: { en: 'This cannot be shown', fr: 'Impossible de l’afficher' },
    not_found: {
      en: 'It does not exist any more, or you may not see it.',
      fr: 'Cela n’existe plus, ou vous ne pouvez pas le voir.',
    },
    number_too_large: {
      en: 'A number is too large. Check the amounts and save again.',
      fr: 'Un nombre est trop grand. Vérifiez les montants et enregistrez à nouveau.',
    },
    page_broke: {
      en: 'Something on this page broke',
      fr: 'Quelque chose s’est cassé sur cette page',
    },
    required_missing: {
      en: 'A required field is empty. Fill it in and save again.',
      fr: 'Un champ obligatoire est vide. Remplissez-le et enregistrez à nouveau.',
    },
    schema_changed: {
      en: 'The database is being changed right now. Try again in a few seconds.',
      fr: 'La base de données est en cours de modification. Réessayez dans quelques secondes.',
    },
    server: {
      en: 'The server could not do this. Try again; if it stays, tell an administrator.',
      fr: 'Le serveur n’a pas pu le faire. Réessayez ; si cela dure, prévenez un administrateur.',
    },
    session_over: {
      en: 'Your session is over. Sign in again.',
      fr: 'Votre session est terminée. Reconnectez-vous.',
    },
    still_in_use: {
      en: 'Something else still refers to it, or it refers to something that is gone.',
      fr: 'Autre chose y fait encore référence, ou cela fait référence à quelque chose qui n’existe plus.',
    },
    too_many_requests: {
      en: 'Too many requests. Wait a minute, then try again.',
      fr: 'Trop de demandes. Attendez une minute, puis réessayez.',
    },
    too_slow: {
      en: 'This took too long. Narrow the search or the filters and try again.',
      fr: 'Cela a pris trop de temps. Affinez la recherche ou les filtres et réessayez.',
    },
    unknown: {
      en: 'Something went wrong. Try again.',
      fr: 'Quelque chose n’a pas fonctionné. Réessayez.',
    },
    unreachable: {
      en: 'The server does not answer. Check the connection and try again.',
      fr: 'Le serveur ne répond pas. Vérifiez la connexion et réessayez.',
    },
    busy: {
      en: 'Someone else is changing this right now. Try again in a moment.',
      fr: 'Quelqu’un d’autre est en train de modifier cela. Réessayez dans un instant.',
    },
    conflict: {
      en: 'Someone else saved this first. Reload to see their values.',
      fr: 'Quelqu’un d’autre a enregistré avant vous. Rechargez pour voir ses valeurs.',
    },
    database_away: {
      en: 'The database does not answer at the moment. Try again in a minute.',
      fr: 'La base de données ne répond pas pour le moment. Réessayez dans une minute.',
    },
    gone: {
      en: 'This does not exist any more. Choose another one.',
      fr: 'Cela n’existe plus. Choisissez autre chose.',
    },
    no_answer: {
      en: 'The server took too long to answer. Check the connection and try again.',
      fr: 'Le serveur a mis trop de temps à répondre. Vérifiez la connexion et réessayez.',
    },
    page_broke_hint: {
      en: 'What you saved is safe. Try again; if it breaks again, reload, and tell an administrator what you did.',
      fr: 'Ce que vous avez enregistré est en sécurité. Réessayez ; si cela se casse encore, rechargez, et dites à un administrateur ce que vous faisiez.',
    },
    technical: { en: 'For the administrator', fr: 'Pour l’administrateur' },
    too_large: {
      en: 'This is too large for the server. Choose a smaller file.',
      fr: 'C’est trop lourd pour le serveur. Choisissez un fichier plus petit.',
    },
    too_long: {
      en: 'A text is too long for its field. Shorten it and save again.',
      fr: 'Un texte est trop long pour son champ. Raccourcissez-le et enregistrez à nouveau.',
    },
  },
} satisfies Words
