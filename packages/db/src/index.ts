export { APPLICATION_PATH, type ApiActor, actAs } from './act-as.ts'
export { addArrayTypes } from './array-types.ts'
export { asOperatorError } from './as-operator-error.ts'
export { buildIndexes, buildIndexesInside } from './build-indexes.ts'
export {
  type ConnectOptions,
  connect,
  type Database,
  destinationOf,
  type Sql,
  type Transaction,
} from './connect.ts'
export { copyFrom, copyIn, copyOut } from './copy.ts'
export { DatabaseError } from './database-error.ts'
export { decoded } from './decoded.ts'
export { isDriverCrash } from './driver-crash.ts'
export { type HeartbeatLimits, heartbeatLimits, withHeartbeat } from './heartbeat.ts'
export { inSavepoint } from './in-savepoint.ts'
export { libpqEnvironment, withDatabaseName } from './libpq-environment.ts'
export { ident, literal, qualified } from './names.ts'
export {
  type ErrorCatalogue,
  type ErrorMeaning,
  type ExitCode,
  exitCodes,
  OperatorError,
  type OperatorErrorDetails,
} from './operator-error.ts'
export { lookUpPassword } from './password-file.ts'
export { readSnapshot } from './read-snapshot.ts'
export * from './relations.ts'
export { enterReplicaMode } from './replica-mode.ts'
export { readServerFacts, type ServerFacts } from './server-facts.ts'
export { openSession } from './session.ts'
export { sqlFile } from './sql-file.ts'
export { isConnectionLost, sqlState } from './sql-state.ts'
export { type LockOptions, withLockRetries } from './with-lock-retries.ts'
