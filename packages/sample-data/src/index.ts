/**
 * A design studio's CRM, invented: the same rows for the same seed, from 50 to 1,000,000 deals, without keeping any.
 *
 * - `legacyDdl` + `loadLegacy`: an Atomic CRM installation of generation 8 or 21, with dirty rows on request;
 * - `loadTarget`: the same company in the target schema; `targetRecords`: the same as plain objects;
 * - `demoUsers`: who can sign in.
 *
 * Everything but `legacyDdl` runs in a browser as well.
 */
export { legacyDdl } from './ddl.ts'
export type { DefectName } from './defect-catalog.ts'
export type { DefectChoice } from './defects.ts'
export { listDefects } from './defects.ts'
export type { DemoUser } from './demo-users.ts'
export { demoUsers } from './demo-users.ts'
export {
  type FixtureFacts,
  type FixtureName,
  fixtureFacts,
  fixtureNames,
  fixtureSql,
} from './fixtures/index.ts'
export type { LegacyGeneration } from './legacy/generation.ts'
export { legacyAfterLoad, legacyBeforeLoad, loadLegacy } from './legacy/load.ts'
export type { LegacyOptions } from './legacy/tables.ts'
export { legacyTables } from './legacy/tables.ts'
export type { SampleSink } from './load-sql.ts'
export { Draw, streamTag } from './random.ts'
export type { Scale } from './scale.ts'
export { scaleFor } from './scale.ts'
export type { TableStream } from './table-stream.ts'
export { copyStatement } from './table-stream.ts'
export { loadTarget, targetAfterLoad, targetBeforeLoad } from './target/load.ts'
export type { ColumnKind, TargetRecords } from './target/records.ts'
export type { TargetOptions } from './target/tables.ts'
export { targetRecords, targetTables } from './target/tables.ts'
export { DEFAULT_SEED, DEFAULT_TODAY } from './world.ts'
