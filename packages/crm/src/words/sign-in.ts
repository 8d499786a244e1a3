import type { Words } from './words.ts'

/** Signing in, and the first account. */
export const signIn = {
  auth: {
    sign_in: { en: 'Sign in', fr: 'Se connecter' },
    sign_out: { en: 'Sign out', fr: 'Se déconnecter' },
    sign_in_first: { en: 'Please sign in.', fr: 'Connectez-vous.' },
    first_title: { en: 'Create the first account', fr: 'Créer le premier compte' },
    first_text: {
      en: 'This installation is new. The first account administers it.',
      fr: 'Cette installation est nouvelle. Le premier compte l’administre.',
    },
    create_account: { en: 'Create account', fr: 'Créer le compte' },
    password_rule: { en: 'At least %{count} characters', fr: 'Au moins %{count} caractères' },
    wrong_credentials: {
      en: 'This e-mail and password do not match. Check both and try again.',
      fr: 'Cet e-mail et ce mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.',
    },
    too_many_attempts: {
      en: 'Too many attempts. Wait a minute, then try again.',
      fr: 'Trop d’essais. Attendez une minute, puis réessayez.',
    },
    disabled: {
      en: 'This account is disabled. Ask an administrator to enable it.',
      fr: 'Ce compte est désactivé. Demandez à un administrateur de l’activer.',
    },
    no_user_row: {
      en: 'This account is not a user of the CRM. Ask an administrator to add it.',
      fr: 'Ce compte n’est pas un utilisateur du CRM. Demandez à un administrateur de l’ajouter.',
    },
    weak_password: {
      en: 'This password is too easy to guess. Choose a longer one.',
      fr: 'Ce mot de passe est trop facile à deviner. Choisissez-en un plus long.',
    },
    sign_up_closed: {
      en: 'There is a first user already. Ask them for an account.',
      fr: 'Il y a déjà un premier utilisateur. Demandez-lui un compte.',
    },
  },
} satisfies Words
