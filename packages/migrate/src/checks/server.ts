import type { CheckContext, FindingSeverity, GoNoGoCheck } from './finding.ts'

/** The newest version that the tests run on. An older one than 15 is refused before anything is asked. */
const NEWEST = 190_000
/** Sessions of a run at most: the lock, the work, one that watches. */
const SESSIONS = 3

interface Question {
  readonly check: string
  readonly severity: FindingSeverity
  readonly isFound: (context: CheckContext) => boolean
  readonly message: (context: CheckContext) => string
  readonly fix: (context: CheckContext) => string
}

const questions: readonly Question[] = [
  {
    check: 'server-version',
    severity: 'notice',
    isFound: ({ catalog }) => catalog.serverVersion >= NEWEST,
    message: ({ catalog }) =>
      `PostgreSQL ${Math.floor(catalog.serverVersion / 10_000)} is newer than the tested versions 15 to 18`,
    fix: () => 'Rehearse on a copy first.',
  },
  {
    check: 'standby',
    severity: 'blocker',
    isFound: ({ server }) => server.isStandby,
    message: () => 'This server is a standby, which takes no writes',
    fix: () => 'Connect to the primary server.',
  },
  {
    check: 'read-only',
    severity: 'blocker',
    isFound: ({ server }) => server.isReadOnlyByDefault,
    message: ({ catalog }) => `The database ${catalog.database} is set to read only`,
    fix: ({ catalog }) =>
      `A hosted server does that when its disk is full: make room first. Otherwise: alter database ${catalog.database} reset default_transaction_read_only;`,
  },
  {
    check: 'connections',
    severity: 'blocker',
    isFound: ({ server }) => server.freeConnections < SESSIONS - 1,
    message: ({ server }) =>
      `The server has ${Math.max(0, server.freeConnections)} free connections, and a run takes ${SESSIONS}`,
    fix: () => 'End sessions that nobody needs, or raise max_connections.',
  },
  {
    check: 'session-pooler',
    severity: 'notice',
    isFound: ({ server }) => server.isSessionPooled,
    message: () => 'The connection goes through a pooler in session mode',
    fix: () =>
      'This works. A direct connection is better for a long run: a pooler may end idle sessions.',
  },
  {
    check: 'not-encrypted',
    severity: 'notice',
    isFound: ({ server }) => !server.isEncrypted && !server.isLocal && !server.isSessionPooled,
    message: () => 'The connection to another machine is not encrypted',
    fix: () =>
      'Add ?sslmode=require to the URL; better sslmode=verify-full with sslrootcert=<file of the certificate>.',
  },
  {
    check: 'encoding',
    severity: 'blocker',
    isFound: ({ server }) => server.encoding !== 'UTF8',
    message: ({ server }) =>
      `The database is encoded in ${server.encoding}, so texts cannot be read without loss`,
    fix: () => 'Dump it and restore it into a database with encoding UTF8 first.',
  },
  {
    check: 'replica-mode',
    severity: 'notice',
    isFound: ({ server }) => !server.maySetReplicaMode,
    message: ({ server }) =>
      `${server.role} may not set session_replication_role, so triggers are disabled by ALTER TABLE during each batch: writers of that table wait for the batch (200 ms)`,
    fix: ({ server }) =>
      `As a superuser: grant set on parameter session_replication_role to ${server.role};`,
  },
]

/** What the server and the connection to it must be like. */
export const serverState: GoNoGoCheck = {
  id: 'server-state',
  async run(_sql, context) {
    return questions
      .filter((question) => question.isFound(context))
      .map(({ check, severity, message, fix }) => ({
        check,
        severity,
        message: message(context),
        count: 1,
        examples: [],
        fix: fix(context),
      }))
  },
}
