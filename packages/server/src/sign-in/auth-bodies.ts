import { z } from 'zod'

const text = z
  .string()
  .max(10_000)
  .refine((value) => !value.includes('\0'))

/** What a body of the sign-in API may hold; Lite takes whatever comes and fails at it. */
const bodySchema = z.looseObject({
  email: text.optional(),
  phone: text.optional(),
  password: text.optional(),
  refresh_token: text.optional(),
  token: text.optional(),
  token_hash: text.optional(),
  type: text.optional(),
  auth_code: text.nullish(),
  code_verifier: text.nullish(),
  code_challenge: text.nullish(),
  code_challenge_method: text.nullish(),
  redirect_to: text.nullish(),
  nonce: text.nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
})

/** Whether a body can be what the sign-in API expects. An empty one can: it is answered as one that says too little. */
export function isAuthBody(body: string): boolean {
  if (body === '') return true
  try {
    const value: unknown = JSON.parse(body)
    return bodySchema.safeParse(value).success && !JSON.stringify(value).includes('\\u0000')
  } catch {
    // No JSON.
    return false
  }
}
