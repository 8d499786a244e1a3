import { readFileSync } from 'node:fs'

/** The text of a SQL file that lies beside a module: `sqlFile(import.meta.url, 'verify.sql')`. */
export function sqlFile(moduleUrl: string, name: string): string {
  return readFileSync(new URL(name, moduleUrl), 'utf8')
}
