import type { Node } from '../parser.ts'
import { type QualifiedName, qualifiedName, relationName, strings } from './names.ts'
import { type Statement, statementsOf } from './source.ts'

/** Something that a text of SQL makes. */
export interface DeclaredObject extends QualifiedName {
  readonly kind: 'table' | 'view' | 'function' | 'trigger' | 'index' | 'policy' | 'column'
  /** What a trigger, an index, a policy or a column belongs to; its schema is that of the object. */
  readonly table?: string
}

/** All that a text makes, in its order: also one that is no file of the schema. Statements that make nothing are passed over. */
export function objectsIn(sql: string): readonly DeclaredObject[] {
  return statementsOf('…', sql).flatMap((statement) => objectsOf(statement))
}

function objectsOf({ node, file }: Statement): readonly DeclaredObject[] {
  if ('CreateStmt' in node)
    return [{ kind: 'table', ...relationName(node.CreateStmt.relation, file) }]
  if ('ViewStmt' in node) return [{ kind: 'view', ...relationName(node.ViewStmt.view, file) }]
  if ('CreateFunctionStmt' in node) {
    return [{ kind: 'function', ...qualifiedName(strings(node.CreateFunctionStmt.funcname), file) }]
  }
  if ('CreateTrigStmt' in node) {
    const { relation, trigname } = node.CreateTrigStmt
    return [onTable('trigger', trigname, relationName(relation, file))]
  }
  if ('CreatePolicyStmt' in node) {
    const { table, policy_name } = node.CreatePolicyStmt
    return [onTable('policy', policy_name, relationName(table, file))]
  }
  if ('IndexStmt' in node) {
    const { relation, idxname } = node.IndexStmt
    return [onTable('index', idxname, relationName(relation, file))]
  }
  if (!('AlterTableStmt' in node)) return []
  const table = relationName(node.AlterTableStmt.relation, file)
  return addedColumns(node.AlterTableStmt.cmds).map((name) => onTable('column', name, table))
}

function onTable(
  kind: DeclaredObject['kind'],
  name: string | undefined,
  { schema, name: table }: QualifiedName,
): DeclaredObject {
  return { kind, schema, name: name ?? '', table }
}

function addedColumns(commands: readonly Node[] | undefined): readonly string[] {
  return (commands ?? []).flatMap((node) => {
    const definition = 'AlterTableCmd' in node ? node.AlterTableCmd.def : undefined
    if (definition === undefined || !('ColumnDef' in definition)) return []
    return definition.ColumnDef.colname ?? []
  })
}
