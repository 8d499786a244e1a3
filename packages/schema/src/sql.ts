import { readFileSync } from 'node:fs'
import type { SqlFile } from './manifest/model.ts'
import { statementsOf } from './manifest/source.ts'
import { manifest } from './manifest.ts'
import { SQL_FOLDER } from './sql-folder.ts'

/**
 * The text of one file of `sql/`, for example `02_tables/activities`.
 * @throws when the file does not exist
 */
export function schemaSql(name: string): string {
  return readFileSync(new URL(`${name}.sql`, SQL_FOLDER), 'utf8')
}

/**
 * Everything that an empty database needs to become the target, in order. Index files hold statements that must run
 * outside a transaction (`isConcurrent`); split them with `splitStatements`.
 */
export function targetSchemaFiles(): readonly SqlFile[] {
  return manifest().files
}

/** The statements of a text, without comments between them. */
export function splitStatements(sql: string): readonly string[] {
  return statementsOf('statements', sql).map(({ text }) => text)
}
