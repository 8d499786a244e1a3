export { AUTH_DOORS } from './api/auth-gateway.ts'
export type { ServerApp } from './api/server-app.ts'
export {
  type RunningServer,
  type StartServerOptions,
  startServer,
} from './api/start-server.ts'
export { STORAGE_DOORS, type StorageNeed } from './api/storage-doors.ts'
export { StackError, type StackErrorCode } from './errors.ts'
export { freePort } from './free-port.ts'
export { homePaths } from './home-paths.ts'
export { type Log, silentLog } from './log.ts'
export { createUser, type NewUser } from './platform/create-user.ts'
export { OWN_SERVER, PREPARED, preparePlatform, withDatabase } from './platform/prepare-platform.ts'
export type { LoginRole } from './postgres/login-roles.ts'
export {
  type RunningPostgres,
  type StartPostgresOptions,
  startPostgres,
} from './postgres/start-postgres.ts'
export { resetStack } from './reset-stack.ts'
export { openServerLog, type ServerLog } from './server-log.ts'
export { listSnapshots, restoreSnapshot, type Snapshot, takeSnapshot } from './snapshots.ts'
export { DEFAULT_HOME, type OpenStackOptions, openStack, type Stack } from './stack.ts'
export { describeStatus, type StackStatus } from './stack-status.ts'
