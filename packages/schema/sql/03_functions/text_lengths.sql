-- How long the texts of a row may be. tg_argv has the columns, each followed by its limit: the only place that says it, from which the CRM's
-- forms have it too. Lists and objects count as the text that they are written as. It holds for whoever is subject to the table's
-- policies, and for what they write anew: a longer value that was there before stays, in this row and in one that is sent back whole.
-- No CHECK: that would refuse every later change of such a row. Of a user's name nobody is excepted, for it comes by way of the sign-in.
create or replace function valence.keep_text_lengths()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  given jsonb;
  former jsonb;
begin
  if not row_security_active(tg_relid) and tg_table_name <> 'sales' or current_setting('valence.puts_back', true) = 'on' then
    return new;
  end if;
  given := to_jsonb(new);
  for place in 0 .. tg_nargs - 2 by 2 loop
    if length(given ->> tg_argv[place]) > tg_argv[place + 1]::integer then
      former := coalesce(former, case tg_op when 'UPDATE' then to_jsonb(old) else valence.row_there(tg_relid, given -> 'id') end);
      if given -> tg_argv[place] is distinct from former -> tg_argv[place] then
        raise exception '%.% has at most % characters, and this value has %',
          tg_table_name, tg_argv[place], tg_argv[place + 1], length(given ->> tg_argv[place])
          using errcode = 'string_data_right_truncation', schema = tg_table_schema, table = tg_table_name,
            column = tg_argv[place], hint = 'Shorten it, or attach it as a file.';
      end if;
    end if;
  end loop;
  return new;
end
$$;

-- The row with this id, as the caller sees it: what an upsert is about to change.
create or replace function valence.row_there(source regclass, id jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  found_row jsonb;
begin
  execute pg_catalog.format('select pg_catalog.to_jsonb(t.*) from %s as t where t.id = $1', source)
  into found_row
  using (id #>> '{}')::bigint;
  return coalesce(found_row, '{}');
end
$$;
