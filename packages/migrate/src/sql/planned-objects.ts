/** Something that the migration adds to `public`, as the dry run lists it. */
export interface PlannedObject {
  readonly kind:
    | 'table'
    | 'view'
    | 'function'
    | 'trigger'
    | 'type'
    | 'index'
    | 'policy'
    | 'column'
    | 'constraint'
  /** Columns, triggers, policies and constraints with their table: `contacts.department`. */
  readonly name: string
}

const CREATED =
  /^\s*create (?:or replace )?(?:unique )?(?<kind>table|view|function|trigger|index|policy) (?:concurrently )?(?:if not exists )?(?:public\.)?(?<name>"[^"]+"|(?:valence\.)?\w+)(?<rest>[^;$]*)/gim

/** The objects in `public` that a SQL file of the schema creates. Our files have one form, so a pattern is enough. */
export function objectsIn(file: string): readonly PlannedObject[] {
  const created = [...file.matchAll(CREATED)].map(({ groups = {} }): PlannedObject => {
    const kind = groups['kind']?.toLowerCase() as PlannedObject['kind']
    const name = groups['name']?.replaceAll('"', '') ?? ''
    if (kind !== 'trigger' && kind !== 'policy') return { kind, name }
    const table = /\bon (?:public\.)?(?<table>\w+)/i.exec(groups['rest'] ?? '')?.groups?.['table']
    return { kind, name: `${table}.${name}` }
  })
  return [...created, ...columnsIn(file)]
}

function columnsIn(file: string): readonly PlannedObject[] {
  return [...file.matchAll(/^alter table (?:public\.)?(?<table>\w+)\n(?<body>[^;]+);/gim)].flatMap(
    ({ groups = {} }) =>
      [...(groups['body'] ?? '').matchAll(/add column if not exists (?<column>\w+)/g)].map(
        (match): PlannedObject => ({
          kind: 'column',
          name: `${groups['table']}.${match.groups?.['column']}`,
        }),
      ),
  )
}
