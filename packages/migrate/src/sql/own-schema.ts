/** The schema of everything that is the tool's own. Closed to API roles. */
export const OWN_SCHEMA = 'valence_migration'
