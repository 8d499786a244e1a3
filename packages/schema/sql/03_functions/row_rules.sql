-- A time that comes with the write stays: what undoes a merge puts rows back as they were.
create or replace function valence.touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.updated_at is not distinct from old.updated_at then
    new.updated_at := now();
  end if;
  return new;
end
$$;

-- The values of the time before the migration (contacts.company_id_backup, opportunities.original_company_id) stay.
-- tg_argv[0] is the column.
create or replace function valence.refuse_backup_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if to_jsonb(new) -> tg_argv[0] is distinct from to_jsonb(old) -> tg_argv[0] then
    raise exception '%.% keeps the value from before the migration and cannot be changed', tg_table_name, tg_argv[0]
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
