import { errors } from './errors.ts'
import type { Words } from './words.ts'

/** What we say otherwise than react-admin, in its messages. */
export const notification = {
  created: { en: 'Created', fr: 'Créé' },
  updated: { en: 'Saved', fr: 'Enregistré' },
  item_doesnt_exist: errors.error.not_found,
} satisfies Words
