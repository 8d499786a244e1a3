import { type ConnectOptions, type Database, openSession } from '@valence/db'
import { OWN_SESSION_SETTING } from './old-name-probe.ts'

/** A session of this tool: what it reads through old names is no one's use of them. See `openSession`. */
export async function openOwnSession(url: string, options: ConnectOptions = {}): Promise<Database> {
  return await openSession(url, {
    ...options,
    settings: { [OWN_SESSION_SETTING]: 'on', ...options.settings },
  })
}
