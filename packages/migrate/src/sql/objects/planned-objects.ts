import { ENGINE_ROOM } from '@valence/schema/growth'
import { type DeclaredObject, objectsIn as declaredIn } from '@valence/schema/manifest'

/** Something that the migration adds to `public` or to the engine room, as the dry run lists it. */
export interface PlannedObject {
  readonly kind: DeclaredObject['kind'] | 'type' | 'constraint'
  /** Columns, triggers, policies and constraints with their table: `contacts.department`. */
  readonly name: string
}

/** What a text of SQL makes, beside what lies in the tool's own schema. */
export function objectsIn(sql: string): readonly PlannedObject[] {
  return declaredIn(sql)
    .filter(({ schema }) => schema === 'public' || schema === ENGINE_ROOM)
    .map(plannedObject)
}

function plannedObject({ kind, schema, name, table }: DeclaredObject): PlannedObject {
  // The name of an index is one of its schema's, those of the others are their table's.
  if (table !== undefined && kind !== 'index') return { kind, name: `${table}.${name}` }
  return { kind, name: schema === 'public' ? name : `${schema}.${name}` }
}
