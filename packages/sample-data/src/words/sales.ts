/** First name, last name; the first is the administrator, the first three are demo logins. */
export const SALES_PEOPLE: readonly (readonly [string, string])[] = [
  ['Maya', 'Lindqvist'],
  ['Tom', 'Okafor'],
  ['Inès', 'Marchand'],
  ['Daniel', 'Brandt'],
  ['Priya', 'Raman'],
  ['Jack', 'Whitaker'],
  ['Lucía', 'Navarro'],
  ['Hannah', 'Fairclough'],
  ['Kenji', 'Mori'],
  ['Ewa', 'Sobczak'],
  ['Rafael', 'Teixeira'],
  ['Chloé', 'Perrin'],
  ['Omar', 'Haddad'],
  ['Sofie', 'Vermeulen'],
  ['Matteo', 'Galli'],
  ['Grace', 'Adeyemi'],
  ['Axel', 'Nyström'],
  ['Nora', 'Kellner'],
  ['Liam', 'Hartley'],
  ['Zeynep', 'Demir'],
  ['Victor', 'Delgado'],
  ['Julia', 'Steinbach'],
  ['Arthur', 'Mercier'],
  ['Anna', 'Forsberg'],
]

/** The studio whose CRM this is, and its domain. */
export const STUDIO_NAME = 'Harbour & Pine Studio'
export const STUDIO_DOMAIN = 'harbourpine.example'
