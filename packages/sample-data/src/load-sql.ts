/** What a loader needs of a database connection: one session, in which the statements run in order. */
export interface SampleSink {
  /** Runs one or more statements. */
  run(statements: string): Promise<unknown>
  /** Runs a `copy … from stdin` and feeds it the lines, without line ends. */
  copy(statement: string, lines: Iterable<string>): Promise<unknown>
}

/** Refuses a database in which somebody works already. */
export const REFUSE_USED_DATABASE = `
do $$
begin
  if exists (select from public.sales) then
    raise exception 'The sample needs an empty installation, but public.sales has rows'
      using hint = 'Load it into a new database, right after its tables were made.';
  end if;
end;
$$;
`

/**
 * Sales people as the application leaves them. Where triggers were off while `auth.users` was filled
 * (`session_replication_role`), the rows are made here.
 */
export const COMPLETE_SALES = `
insert into public.sales (id, first_name, last_name, email, administrator, user_id, disabled)
select
  row_number() over (order by account.created_at, account.email),
  account.raw_user_meta_data ->> 'first_name',
  account.raw_user_meta_data ->> 'last_name',
  account.email,
  row_number() over (order by account.created_at, account.email) = 1,
  account.id,
  account.banned_until is not null
from auth.users as account
on conflict (user_id) do update set disabled = excluded.disabled;
`

/** Puts every identity sequence of `public` behind the highest id of its table. */
export const SET_SEQUENCES = `
do $$
declare
  identity_column record;
  highest bigint;
begin
  for identity_column in
    select
      attribute.attrelid::regclass as relation,
      attribute.attname as name,
      pg_get_serial_sequence(attribute.attrelid::regclass::text, attribute.attname) as sequence
    from pg_attribute as attribute
    join pg_class as relation on relation.oid = attribute.attrelid
    where
      relation.relnamespace = 'public'::regnamespace
      and relation.relkind = 'r'
      and attribute.attidentity <> ''
  loop
    execute format('select max(%I) from %s', identity_column.name, identity_column.relation) into highest;
    perform setval(identity_column.sequence, coalesce(highest, 1), highest is not null);
  end loop;
end;
$$;
`

/** Turns the triggers of the application off or on; those behind foreign keys stay. Tables are quoted already. */
export function setTriggers(tables: readonly string[], state: 'enable' | 'disable'): string {
  return tables.map((table) => `alter table ${table} ${state} trigger user;`).join('\n')
}

/** A text as an SQL literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
