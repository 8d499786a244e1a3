import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { readJsonFile, writePrivateJsonFile } from '../json-file.ts'

/** Passwords of the three roles that may log in, made once for an installation. */
export interface ClusterSecrets {
  readonly superuser: string
  readonly postgres: string
  readonly valenceApi: string
}

const secretsSchema = z.object({
  superuser: z.string().min(20),
  postgres: z.string().min(20),
  valenceApi: z.string().min(20),
})

/** The passwords in a file, or null when there are none yet. */
export function readSecrets(file: string): ClusterSecrets | null {
  return readJsonFile(file, secretsSchema)
}

/** Makes passwords of 192 random bits and keeps them in a file with mode 0600. */
export function makeSecrets(file: string): ClusterSecrets {
  const secret = (): string => randomBytes(24).toString('base64url')
  const secrets = { superuser: secret(), postgres: secret(), valenceApi: secret() }
  writePrivateJsonFile(file, secrets)
  return secrets
}
