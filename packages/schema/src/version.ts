/** The version of the schema that this program brings and works with. It grows with each step below `steps/`. */
export const SCHEMA_VERSION = 5
