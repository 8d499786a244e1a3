import type { Sql } from '@valence/db'
import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { MigrationError } from '../../errors.ts'

export interface AdministratorProof {
  /** Who they say they are. */
  readonly email: string
  /** The access token of their session in the CRM. */
  readonly token: string
  /** With which the server signs tokens. */
  readonly secret: string
}

const claimsSchema = z.object({ sub: z.uuid(), role: z.literal('authenticated') })

/**
 * Proves that someone is signed in to the CRM as an administrator: a token that the server signed and that has not run
 * out, of a user who is one. Returns the e-mail address that the CRM has of them.
 * @throws MigrationError VAL-TOKEN or VAL-NOT-ADMINISTRATOR (exit code 2)
 */
export async function proveAdministrator(
  sql: Sql,
  { email, token, secret }: AdministratorProof,
): Promise<string> {
  const userId = await userOf(token, secret)
  // Older generations have no column `disabled`, some none of e-mail addresses in lower case.
  const [user] = await sql<{ email: string; isAdministrator: boolean; isDisabled: boolean }[]>`
    select
      s.email::text as email,
      coalesce((to_jsonb(s.*) ->> 'administrator')::boolean, false) as "isAdministrator",
      coalesce((to_jsonb(s.*) ->> 'disabled')::boolean, false) as "isDisabled"
    from public.sales as s
    where s.user_id::text = ${userId}`
  if (user?.email.toLowerCase() !== email.toLowerCase()) {
    throw notAdministrator(email, `The token does not belong to ${email}`)
  }
  if (!user.isAdministrator)
    throw notAdministrator(email, `${email} is no administrator of the CRM`)
  if (user.isDisabled) throw notAdministrator(email, `${email} is disabled in the CRM`)
  return user.email
}

async function userOf(token: string, secret: string): Promise<string> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience: 'authenticated',
      requiredClaims: ['sub', 'exp'],
    })
    return claimsSchema.parse(payload).sub
  } catch (cause) {
    throw new MigrationError(
      cause instanceof errors.JWTExpired
        ? 'The access token has run out'
        : 'The access token is not one that this installation signed for a user',
      {
        code: 'VAL-TOKEN',
        hint: 'Sign in to the CRM again and take the new access token into VALENCE_ACCESS_TOKEN. VALENCE_JWT_SECRET (or SUPABASE_JWT_SECRET) is the secret with which the server signs it (HS256).',
        cause,
      },
    )
  }
}

function notAdministrator(email: string, message: string): MigrationError {
  return new MigrationError(message, {
    code: 'VAL-NOT-ADMINISTRATOR',
    object: email,
    hint: 'Approve as an administrator of the CRM, or as another role of the database.',
  })
}
