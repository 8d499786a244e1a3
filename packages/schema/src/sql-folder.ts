/** Where the files are that declare the schema. */
export const SQL_FOLDER = new URL('../sql/', import.meta.url)
