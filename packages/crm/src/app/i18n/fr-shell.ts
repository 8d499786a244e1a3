import type { Words } from './catalog.ts'
import type { shell as english, shellErrors as englishErrors } from './en-shell.ts'

/** What the shell and the provider say in French. */
export const shell: Words<typeof english> = {
  conflict: {
    title: 'Quelqu’un d’autre a enregistré avant vous',
    text: 'Pendant votre saisie, ces valeurs ont été modifiées. Lesquelles doivent rester ? Vos autres modifications sont enregistrées dans tous les cas.',
    field: 'Champ',
    theirs: 'Enregistré par quelqu’un d’autre',
    mine: 'La vôtre',
    keep_mine: 'Garder les miennes',
    take_theirs: 'Prendre les autres',
    back: 'Retour au formulaire',
    not_saved: 'Non enregistré. Vos valeurs sont encore dans le formulaire.',
    empty: 'vide',
  },
  create_menu: { label: 'Créer' },
  file: {
    choose_picture: 'Choisir une image',
    remove_picture: 'Retirer l’image',
    no_picture: '%{name} n’est pas une image',
    picture_too_large: '%{name} dépasse 1 Mo',
    add: 'Joindre des fichiers',
    remove: 'Retirer %{name}',
    uploading: 'Envoi : %{name}',
    too_large: '%{name} dépasse 50 Mo. Choisissez un fichier plus petit, ou donnez un lien.',
    failed: '%{name} n’a pas pu être envoyé. Réessayez.',
    open_failed: 'Ce fichier ne peut pas être ouvert. Il a peut-être été retiré.',
  },
  offline: {
    title: 'Vous êtes hors ligne.',
    text: 'Ce que vous voyez n’est peut-être plus à jour. Vous pourrez enregistrer au retour de la connexion.',
    back: 'Vous êtes de nouveau en ligne.',
  },
  search: {
    label: 'Rechercher',
    placeholder: 'Rechercher partout',
    hint: 'Tapez un nom, un lieu, une adresse e-mail, ou ce que vous voulez faire.',
    none: 'Aucun résultat pour « %{words} »',
    none_hint: 'Essayez avec moins de mots, ou d’autres.',
    all: 'Tout afficher (%{smart_count})',
    actions: 'Actions',
    guess: 'Rien ne contient ces mots tels quels. Vouliez-vous dire :',
    joining_words: 'pour avec chez à',
    about: '%{action} pour %{name}',
    go_to: 'Aller à : %{name}',
  },
  shortcuts: {
    title: 'Raccourcis clavier',
    help: 'Afficher cette liste',
    search: 'Rechercher partout',
    create: 'Créer un élément',
    go_dashboard: 'Aller au tableau de bord',
    go_opportunities: 'Aller aux opportunités',
    go_tasks: 'Aller aux tâches',
    go_contacts: 'Aller aux contacts',
    go_organizations: 'Aller aux organisations',
    edit: 'Modifier ce qui est affiché',
    save: 'Enregistrer un formulaire ou une entrée',
    close: 'Fermer un dialogue ou un menu',
    move_card: 'Soulever et déposer une carte du tableau',
    single_keys: 'Les touches seules ont un effet',
  },
  update: {
    title: 'Une nouvelle version est disponible.',
    reload: 'Recharger',
  },
}

/** What went wrong, and what to do; beside those of `pages`. */
export const shellErrors: Words<typeof englishErrors> = {
  busy: 'Quelqu’un d’autre est en train de modifier cela. Réessayez dans un instant.',
  conflict: 'Quelqu’un d’autre a enregistré avant vous. Rechargez pour voir ses valeurs.',
  database_away: 'La base de données ne répond pas pour le moment. Réessayez dans une minute.',
  gone: 'Cela n’existe plus. Choisissez autre chose.',
  no_answer: 'Le serveur a mis trop de temps à répondre. Vérifiez la connexion et réessayez.',
  page_broke_hint:
    'Ce que vous avez enregistré est en sécurité. Réessayez ; si cela se casse encore, rechargez, et dites à un administrateur ce que vous faisiez.',
  technical: 'Pour l’administrateur',
  too_large: 'C’est trop lourd pour le serveur. Choisissez un fichier plus petit.',
  too_long: 'Un texte est trop long pour son champ. Raccourcissez-le et enregistrez à nouveau.',
}
