import { loadModule, parsePlPgSQLSync, parseSync, scanSync } from 'libpg-query'

// PostgreSQL's own parser in WebAssembly: some 50 ms, once, so that everything behind it need not wait.
await loadModule()

export type {
  AlterTableCmd,
  AlterTableStmt,
  ColumnDef,
  Constraint,
  CreateEnumStmt,
  CreateFunctionStmt,
  CreatePolicyStmt,
  CreateStmt,
  CreateTrigStmt,
  FunctionParameter,
  IndexStmt,
  Node,
  RangeVar,
  TypeName,
  ViewStmt,
} from 'libpg-query'
export { parsePlPgSQLSync, parseSync, scanSync }
