import type { Words } from './words.ts'

/** Users, and one’s own profile. */
export const users = {
  users: {
    title: { en: 'Users', fr: 'Utilisateurs' },
    you: { en: 'you', fr: 'vous' },
    add: { en: 'Add a user', fr: 'Ajouter un utilisateur' },
    role: { en: 'Role', fr: 'Rôle' },
    role_of: { en: 'Role of %{name}', fr: 'Rôle : %{name}' },
    roles: {
      administrator: { en: 'Administrator', fr: 'Administrateur' },
      manager: { en: 'Manager', fr: 'Responsable' },
      sales: { en: 'Sales', fr: 'Commercial' },
      read_only: { en: 'Read only', fr: 'Lecture seule' },
    },
    role_hints: {
      administrator: {
        en: 'Changes everything, users and settings too.',
        fr: 'Modifie tout, y compris utilisateurs et paramètres.',
      },
      manager: {
        en: 'Changes all records, and the views and deleted entries of others. Sees all changes and who uses this CRM.',
        fr: 'Modifie toutes les fiches, ainsi que les vues et les entrées supprimées des autres. Voit toutes les modifications et qui utilise ce CRM.',
      },
      sales: { en: 'Changes all records.', fr: 'Modifie toutes les fiches.' },
      read_only: {
        en: 'Sees all records, and changes none.',
        fr: 'Voit toutes les fiches et n’en modifie aucune.',
      },
    },
    role_changed: { en: 'Role changed', fr: 'Rôle modifié' },
    more: { en: 'More for %{name}', fr: 'Autres actions pour %{name}' },
    new_password: { en: 'Give a new password', fr: 'Donner un nouveau mot de passe' },
    disable: { en: 'Disable', fr: 'Désactiver' },
    enable: { en: 'Enable', fr: 'Réactiver' },
    disabled: { en: 'Disabled', fr: 'Désactivé' },
    disabled_now: {
      en: 'Disabled: signed out, and cannot sign in',
      fr: 'Désactivé : déconnecté, ne peut plus se connecter',
    },
    enabled_now: {
      en: 'Enabled: can sign in as before',
      fr: 'Réactivé : peut se connecter comme avant',
    },
    password_title: { en: 'The password, once', fr: 'Le mot de passe, une seule fois' },
    password_text: {
      en: 'Hand this on to %{email}. It is not shown again; who signs in with it can change it under «Your profile».',
      fr: 'Transmettez-le à %{email}. Il ne sera plus affiché ; on peut le changer sous « Votre profil ».',
    },
    password_noted: { en: 'I have noted it', fr: 'Je l’ai noté' },
  },
  profile: {
    picture: { en: 'Picture', fr: 'Image' },
    picture_hint: {
      en: 'Shown beside your name. At most 1 MB.',
      fr: 'Affichée à côté de votre nom. 1 Mo au plus.',
    },
    picture_saved: { en: 'Picture changed', fr: 'Image modifiée' },
    title: { en: 'Your profile', fr: 'Votre profil' },
    name: { en: 'Name', fr: 'Nom' },
    name_saved: { en: 'Name saved', fr: 'Nom enregistré' },
    save_name: { en: 'Save the name', fr: 'Enregistrer le nom' },
    new_password: { en: 'New password', fr: 'Nouveau mot de passe' },
    password_again: { en: 'New password, again', fr: 'Nouveau mot de passe, à nouveau' },
    passwords_differ: {
      en: 'The two are not the same. Type one of them again.',
      fr: 'Les deux diffèrent. Saisissez l’un d’eux à nouveau.',
    },
    password_hint: { en: 'You stay signed in here.', fr: 'Vous restez connecté ici.' },
    password_saved: { en: 'Password changed', fr: 'Mot de passe changé' },
    save_password: { en: 'Change the password', fr: 'Changer le mot de passe' },
  },
} satisfies Words
