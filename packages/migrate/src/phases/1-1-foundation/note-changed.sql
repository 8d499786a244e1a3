-- Which rows are written while what a rollback keeps of them is being read, which takes time for each row.
create table if not exists valence_migration.changed_rows (
  table_name text not null,
  id bigint not null
);

create or replace function valence_migration.note_changed()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into valence_migration.changed_rows (table_name, id)
  select tg_table_name, changed.id
  from (values (old.id), (new.id)) as changed (id)
  where changed.id is not null;
  -- What an organization is follows from its opportunities: see park.sql.
  if tg_table_name = 'opportunities' then
    insert into valence_migration.changed_rows (table_name, id)
    select 'companies', customer.id
    from (values (old.customer_organization_id), (new.customer_organization_id)) as customer (id)
    where customer.id is not null;
  end if;
  return null;
end
$$;
