import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmailDriver } from '@supabase/lite'
import type { Log } from '../log.ts'

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
      log.info(`A mail for ${to} ("${subject}") lies in ${file}.`)
    },
  }
}
