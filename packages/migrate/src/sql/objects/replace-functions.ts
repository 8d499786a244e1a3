import { ident, type Sql, type Transaction } from '@valence/db'
import { MigrationError } from '../../errors.ts'

export interface Replacement {
  /** With the schema and the types of the arguments: `public.deal_label(bigint)`. */
  readonly signature: string
  /** A whole `create or replace function`. */
  readonly definition: string
}

/**
 * Gives functions another definition. Owner, rights and comments stay; the definition from before is kept, once, for the
 * rollback.
 * @throws MigrationError VAL-FUNCTION-GONE when a function is not there any more
 */
export async function replaceFunctions(
  tx: Transaction,
  replacements: readonly Replacement[],
): Promise<void> {
  if (replacements.length === 0) return
  await tx.unsafe(`
    create table if not exists valence_migration.captured_functions (
      signature text primary key,
      definition text not null,
      owner text not null,
      acl text
    )`)
  for (const { signature, definition } of replacements) {
    const captured = await tx`
      insert into valence_migration.captured_functions (signature, definition, owner, acl)
      select ${signature}, pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), p.proacl::text
      from pg_proc as p
      where p.oid = to_regprocedure(${signature})
      on conflict (signature) do nothing`
    if (captured.count === 0 && !(await isCaptured(tx, signature))) throw gone(signature)
    await createAsGiven(tx, definition)
  }
}

/** Gives back every definition that was replaced. Does nothing when none was. */
export async function restoreFunctions(tx: Transaction): Promise<void> {
  const [books] = await tx<{ exists: boolean }[]>`
    select to_regclass('valence_migration.captured_functions') is not null as exists`
  if (books?.exists !== true) return
  const captured = await tx<
    { signature: string; definition: string; owner: string; acl: string | null; isGone: boolean }[]
  >`
    select c.signature, c.definition, c.owner, c.acl, to_regprocedure(c.signature) is null as "isGone"
    from valence_migration.captured_functions as c
    order by c.signature`
  for (const { signature, definition, owner, acl, isGone } of captured) {
    await createAsGiven(tx, definition)
    if (isGone) await giveRights(tx, signature, owner, acl)
  }
  await tx.unsafe('drop table valence_migration.captured_functions')
}

/** As text: a body may name what an earlier or later step renames. */
async function createAsGiven(tx: Transaction, definition: string): Promise<void> {
  const [before] = await tx<{ setting: string }[]>`
    select current_setting('check_function_bodies') as setting`
  await tx`select set_config('check_function_bodies', 'off', true)`
  await tx.unsafe(definition)
  await tx`select set_config('check_function_bodies', ${before?.setting ?? 'on'}, true)`
}

/** A function that someone dropped in the meantime comes back with nobody's rights. */
async function giveRights(
  tx: Transaction,
  signature: string,
  owner: string,
  acl: string | null,
): Promise<void> {
  if (acl !== null) {
    await tx.unsafe(`revoke all on routine ${signature} from public`)
    const granted = await tx<{ grantee: string }[]>`
      select distinct coalesce(r.rolname::text, '') as grantee
      from aclexplode(${acl}::text::aclitem[]) as a
      left join pg_roles as r on r.oid = a.grantee
      where a.privilege_type = 'EXECUTE'`
    for (const { grantee } of granted) {
      const role = grantee === '' ? 'public' : ident(grantee)
      await tx.unsafe(`grant execute on routine ${signature} to ${role}`)
    }
  }
  await tx.unsafe(`alter routine ${signature} owner to ${ident(owner)}`)
}

async function isCaptured(sql: Sql, signature: string): Promise<boolean> {
  const rows = await sql`
    select from valence_migration.captured_functions as c where c.signature = ${signature}`
  return rows.length > 0
}

function gone(signature: string): MigrationError {
  return new MigrationError(`The function ${signature} is not there any more`, {
    code: 'VAL-FUNCTION-GONE',
    object: signature,
    hint: 'It was there when the migration was planned. Put it back, or roll back and plan again.',
  })
}
