import type { Words } from './words.ts'

/** Settings. */
export const settings = {
  settings: {
    logos: { en: 'Logo', fr: 'Logo' },
    light_logo: { en: 'On light ground', fr: 'Sur fond clair' },
    dark_logo: { en: 'On dark ground', fr: 'Sur fond sombre' },
    title: { en: 'Settings', fr: 'Paramètres' },
    general: { en: 'General', fr: 'Général' },
    name: { en: 'Name of this CRM', fr: 'Nom de ce CRM' },
    name_hint: {
      en: 'Shown in the tab of the browser and at the top of a phone.',
      fr: 'Affiché dans l’onglet du navigateur et en haut d’un téléphone.',
    },
    currency: { en: 'Currency', fr: 'Devise' },
    currency_hint: {
      en: 'Of all amounts. They are not converted.',
      fr: 'De tous les montants. Ils ne sont pas convertis.',
    },
    lists: {
      companySectors: { en: 'Sectors of organizations', fr: 'Secteurs des organisations' },
      dealCategories: { en: 'Categories of opportunities', fr: 'Catégories des opportunités' },
      noteStatuses: {
        en: 'Statuses of contacts and notes',
        fr: 'Statuts des contacts et des notes',
      },
      taskTypes: { en: 'Types of tasks', fr: 'Types de tâches' },
    },
    stages: { en: 'Stages of opportunities', fr: 'Étapes des opportunités' },
    stages_hint: {
      en: 'A label that is left empty is the usual one. The order is that of the board.',
      fr: 'Un libellé laissé vide est le libellé habituel. L’ordre est celui du tableau.',
    },
    probability_hint: {
      en: 'A probability that you change holds at once for every opportunity that follows its stage, also in the forecast; numbers that someone set by hand stay. Won is 100 %, lost is 0 %.',
      fr: 'Une probabilité modifiée vaut aussitôt pour chaque opportunité qui suit son étape, y compris dans les prévisions ; les nombres saisis à la main restent. Gagnée vaut 100 %, perdue vaut 0 %.',
    },
    probability_of: { en: 'Probability of %{name}', fr: 'Probabilité : %{name}' },
    own_label_of: { en: 'Label of %{name}', fr: 'Libellé : %{name}' },
    usual_colour: { en: 'Usual colour of %{name}', fr: 'Couleur habituelle : %{name}' },
    priorities: { en: 'Priorities', fr: 'Priorités' },
    interaction_types: { en: 'Types of activities', fr: 'Types d’activités' },
    types_hint: {
      en: 'Types that are not offered stay on what was logged with them.',
      fr: 'Les types qui ne sont plus proposés restent sur ce qui a été consigné avec eux.',
    },
    offered: { en: 'Offer %{name}', fr: 'Proposer %{name}' },
    label_of: { en: '%{list}: label %{place}', fr: '%{list} : libellé %{place}' },
    colour_of: { en: 'Colour of %{name}', fr: 'Couleur : %{name}' },
    unnamed: { en: 'the new one', fr: 'la nouvelle valeur' },
    add_to: { en: 'Add to: %{name}', fr: 'Ajouter à : %{name}' },
    up: { en: 'Move %{name} up', fr: 'Monter %{name}' },
    down: { en: 'Move %{name} down', fr: 'Descendre %{name}' },
    remove: { en: 'Remove %{name}', fr: 'Retirer %{name}' },
    used: {
      en: '%{smart_count} use |||| %{smart_count} uses',
      fr: '%{smart_count} usage |||| %{smart_count} usages',
    },
    in_use: {
      en: '%{name} cannot be removed: %{smart_count} entry has it |||| %{name} cannot be removed: %{smart_count} entries have it',
      fr: '%{name} ne peut pas être retiré : %{smart_count} élément l’utilise |||| %{name} ne peut pas être retiré : %{smart_count} éléments l’utilisent',
    },
    problem: {
      empty: {
        en: 'A label is empty. Fill it in, or remove it.',
        fr: 'Un libellé est vide. Remplissez-le ou retirez-le.',
      },
      twice: {
        en: 'Two labels are the same. Change one of them.',
        fr: 'Deux libellés sont identiques. Changez l’un d’eux.',
      },
    },
    saved: { en: 'Settings saved', fr: 'Paramètres enregistrés' },
    administrators_only: {
      en: 'Only administrators change the settings',
      fr: 'Seuls les administrateurs changent les paramètres',
    },
    administrators_only_hint: {
      en: 'Ask one of them for what you need.',
      fr: 'Demandez à l’un d’eux ce qu’il vous faut.',
    },
  },
} satisfies Words
