-- What the server says of a row, and no client: its author and times, the note that it stands for, the values before the migration. tg_argv names
-- the columns. It holds for whoever is subject to the table's policies; what runs with its owner's rights, and what puts rows back as
-- they were (valence.puts_back, which no request can set), writes them as it must.
create or replace function valence.keep_server_values()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  given constant jsonb := to_jsonb(new);
  former constant jsonb := case tg_op when 'UPDATE' then to_jsonb(old) end;
  name text;
  expected jsonb;
begin
  if not row_security_active(tg_relid) or current_setting('valence.puts_back', true) = 'on' then
    return new;
  end if;
  foreach name in array tg_argv loop
    expected := case
      when tg_op = 'UPDATE' then former -> name
      when name in ('created_by', 'sales_id') then to_jsonb(valence.current_sales_id())
      when name in ('created_at', 'updated_at') then to_jsonb(now())
      else 'null'
    end;
    if nullif(given -> name, 'null') is distinct from nullif(expected, 'null')
      -- Who writes nothing about the author means oneself.
      and not (tg_op = 'INSERT' and name = 'created_by' and given -> name = 'null') then
      raise exception '%.% is set by the server and cannot be given', tg_table_name, name
        using errcode = 'insufficient_privilege', hint = format('Leave %s out.', name);
    end if;
  end loop;
  if tg_op = 'INSERT' and given -> 'created_by' = 'null' and 'created_by' = any (tg_argv) then
    new := jsonb_populate_record(new, jsonb_build_object('created_by', valence.current_sales_id()));
  end if;
  return new;
end
$$;

-- Records of what was done are written by the functions that do it (valence.keeps_records, which no request can set), and by nobody else who is
-- subject to policies: what they say is taken back word by word.
create or replace function valence.refuse_direct_writes()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if row_security_active(tg_relid) and current_setting('valence.keeps_records', true) is distinct from 'on' then
    raise exception '% is written by the server alone', tg_table_name
      using errcode = 'insufficient_privilege', hint = 'Call the function that does what you want to record.';
  end if;
  return null;
end
$$;
