import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ident, literal } from '@valence/db'
import { z } from 'zod'

const NAMES = ['roles', 'database', 'http-stand-ins', 'after-lite'] as const
export type PlatformSqlName = (typeof NAMES)[number]

/** Who owns what an application makes in a database. */
export interface PlatformOwner {
  readonly name: string
  /** Beside those that it has everywhere. */
  readonly rights: string
}

/** One of the SQL files beside this module, for an owner. */
export function platformSql(name: PlatformSqlName, owner: PlatformOwner): string {
  return textOf(name)
    .replaceAll("'app_owner'", literal(owner.name))
    .replaceAll('app_owner', ident(owner.name))
    .replaceAll('/* rights */', owner.rights)
}

function textOf(name: PlatformSqlName): string {
  return readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8')
}

/** Changes whenever the platform would be prepared differently: our SQL, or the version of Lite. */
export function platformFingerprint(): string {
  const hash = createHash('sha256').update(liteVersion())
  for (const name of NAMES) hash.update(textOf(name))
  return hash.digest('hex').slice(0, 16)
}

function liteVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const schema = z.object({ dependencies: z.object({ '@supabase/lite': z.string() }) })
  return schema.parse(JSON.parse(manifest)).dependencies['@supabase/lite']
}
