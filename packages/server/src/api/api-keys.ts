import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { readJsonFile, writePrivateJsonFile } from '../json-file.ts'

/** What signs tokens and names the API's callers. Made once for an installation. */
export interface ApiKeys {
  /** For browsers: public, it only says "this project". */
  readonly publishableKey: string
  /** For trusted programs: may do everything. Never sent to a browser. */
  readonly secretKey: string
  /** Signs the tokens of sessions and of signed URLs. */
  readonly jwtSecret: string
}

const keysSchema = z.object({
  publishableKey: z.string().startsWith('sb_publishable_').min(40),
  secretKey: z.string().startsWith('sb_secret_').min(40),
  jwtSecret: z.string().min(48),
})

/** The keys in a file of mode 0600, made at the first call. Deleting the file ends all sessions. */
export function loadApiKeys(file: string): ApiKeys {
  const kept = readJsonFile(file, keysSchema)
  if (kept !== null) return kept
  const keys: ApiKeys = {
    publishableKey: `sb_publishable_${randomBytes(24).toString('base64url')}`,
    secretKey: `sb_secret_${randomBytes(32).toString('base64url')}`,
    jwtSecret: randomBytes(48).toString('base64url'),
  }
  writePrivateJsonFile(file, keys)
  return keys
}
