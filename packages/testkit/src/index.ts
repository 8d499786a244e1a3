export { type Actor, asUser } from './as-user.ts'
export { type TestCluster, testCluster } from './cluster.ts'
export { type CountingProxy, startCountingProxy } from './counting-proxy.ts'
export { type DataDigest, dataDigest } from './data-digest.ts'
export { asBefore, everyRow, writeEveryRow } from './every-row.ts'
export { findChromium } from './find-chromium.ts'
export { createFixtureDatabase } from './fixture-database.ts'
export { createLegacyDatabase, fillLegacy, type LegacyDatabaseOptions } from './legacy-database.ts'
export { type NetworkFaults, type NetworkProxy, startNetworkProxy } from './network-faults.ts'
export { type OtherMajor, otherMajors, useServer } from './other-server.ts'
export { type OwnServer, type Shutdown, useOwnServer } from './own-server.ts'
export {
  arrivedFrom,
  createReleasedDatabase,
  listReleases,
  releaseText,
} from './released-database.ts'
export { type SchemaDumpOptions, schemaDump } from './schema-dump.ts'
export { type SeededRandom, seededRandom } from './seeded-random.ts'
export {
  findPostgresPrograms,
  type ServerWithStandby,
  useServerWithStandby,
} from './standby.ts'
export {
  type CreateTestDatabaseOptions,
  createTestDatabase,
  type TestDatabase,
} from './test-database.ts'
