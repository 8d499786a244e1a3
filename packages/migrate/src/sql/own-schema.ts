/** The schema of everything that is the tool's own. Closed to API roles. */
export const OWN_SCHEMA = 'valence_migration'

/** The schema of what the CRM's tables need and no client calls. */
export const ENGINE_ROOM = 'valence'
