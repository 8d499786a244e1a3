import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmailDriver } from '@supabase/lite'
import type { Log } from '../log.ts'

const MAILS_KEPT = 500

/**
 * Puts mails into a folder instead of sending them: a local installation has no mail server. The log names the
 * file and not its content, because a mail to set a password holds a secret.
 */
export function createOutbox(folder: string, log: Log): EmailDriver {
  return {
    send: async ({ to, subject, text, html }) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const stamp = new Date().toISOString().replaceAll(':', '-')
      const file = join(folder, `${stamp}-${to.replaceAll(/[^a-z0-9.@_-]/gi, '_')}.txt`)
      await writeFile(file, `To: ${to}\nSubject: ${subject}\n\n${text ?? html ?? ''}\n`, {
        mode: 0o600,
      })
      await forgetOldest(folder)
      log.info(`A mail for ${to} ("${subject}") lies in ${file}.`)
    },
  }
}

/** Nobody empties it, and anyone may ask for a mail. */
async function forgetOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).sort()
  const old = names.slice(0, Math.max(0, names.length - MAILS_KEPT))
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
}
