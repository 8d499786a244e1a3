import { connect } from '@valence/db'
import type { TestDatabase } from '@valence/testkit'

/**
 * For every function of the catalog, and the operators that compare and join texts, one that fits texts, names, numbers and JSON better than the catalog's own,
 * by whoever may create in `public`, as everyone could before PostgreSQL 15. Whoever calls one fails, and says as whom.
 */
const OVERLOADS = `
  create function public.caught_text(who text) returns text language plpgsql as $f$
    begin raise exception 'CAUGHT as %', current_user; end $f$;
  do $do$
  declare
    one record;
  begin
    for one in
      select p.proname, t.type, a.arity
      from (
        select distinct p.proname from pg_catalog.pg_proc as p
        where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind in ('f', 'a')
          and p.proname = any (string_to_array(
            'format count concat concat_ws array_agg string_agg array_to_string jsonb_agg jsonb_build_object to_jsonb to_json to_regclass quote_ident '
            'quote_literal pg_get_userbyid has_table_privilege has_schema_privilege pg_has_role current_setting set_config left length lower '
            'replace strpos split_part max min sum bool_and bool_or unnest md5 hashtext', ' '))
      ) as p
      cross join unnest(array['text', 'name', 'bigint', 'oid', 'jsonb']) as t (type)
      cross join generate_series(1, 2) as a (arity)
    loop
      begin
        execute format(
          'create function public.%1$I(%2$s) returns text language plpgsql as $f$ begin raise exception ''CAUGHT %1$s as %%'', current_user; end $f$',
          one.proname, (select string_agg(one.type, ', ') from generate_series(1, one.arity))
        );
      exception when others then null;
      end;
    end loop;
    for one in
      select o.name, l.type as lefttype, r.type as righttype
      from unnest(array['=', '<>', '||', '<', '~']) as o (name)
      cross join unnest(array['text', 'name', 'bigint', 'oid', 'char']) as l (type)
      cross join unnest(array['text', 'name', 'bigint', 'oid', 'char']) as r (type)
    loop
      begin
        execute format(
          'create function public.caught_operator(%s, %s) returns boolean language plpgsql as $f$ begin raise exception ''CAUGHT operator as %%'', current_user; end $f$',
          one.lefttype, one.righttype
        );
      exception when duplicate_function then null;
      end;
      begin
        execute format(
          'create operator public.%s (leftarg = %s, rightarg = %s, function = public.caught_operator)',
          one.name, one.lefttype, one.righttype
        );
      exception when others then null;
      end;
    end loop;
  end
  $do$;
  reset role`

/** Makes them, as someone who owns nothing else there. */
export async function makeOverloads({ superuserUrl }: TestDatabase): Promise<void> {
  const superuser = connect(superuserUrl, { max: 1 })
  await superuser.unsafe('grant create on schema public to authenticated')
  await superuser.unsafe(`set role authenticated; ${OVERLOADS}`)
  await superuser.end({ timeout: 5 })
}
