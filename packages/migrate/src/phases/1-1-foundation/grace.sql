-- A client may put a row back under its old id: what it had before the migration is kept for that.
create or replace function valence_migration.remember_deleted()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  former bigint;
begin
  if tg_table_name = 'opportunities' then
    -- Without a stage its batch has not come yet, and no one has written it since.
    former := case when old.stage is null then old.customer_organization_id else old.original_company_id end;
  else
    -- While its batch may be yet to come, valence_remember_company is there and has kept what was changed.
    former := coalesce(
      old.company_id_backup,
      case when exists (
        select from pg_catalog.pg_trigger as t where t.tgrelid = tg_relid and t.tgname = 'valence_remember_company'
      ) and old.id <= (select w.value from valence_migration.watermarks as w where w.name = 'contacts') then old.company_id end
    );
  end if;
  if former is not null then
    insert into valence_migration.former_organizations (table_name, row_id, organization_id)
    values (tg_table_name, old.id, former)
    on conflict (table_name, row_id) do update set organization_id = excluded.organization_id;
  end if;
  return null;
end
$$;

create or replace function valence_migration.recall_contact()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  select f.organization_id into new.company_id_backup
  from valence_migration.former_organizations as f
  where f.table_name = 'contacts' and f.row_id = new.id;
  return new;
end
$$;

-- Keeps stage and legacy_stage in step through the grace period, before any trigger of the installation sees the row: whichever
-- of the two a client wrote, those find both. Remembers the values from before the migration for rows that are written before
-- their batch comes.
create or replace function valence_migration.sync_opportunity_stage()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  mapped record;
  former record;
begin
  select m.stage, m.status into mapped
  from valence_migration.stage_map as m
  where m.legacy_stage = new.legacy_stage;

  if tg_op = 'INSERT' then
    if new.stage is null and new.legacy_stage is not null then
      -- Only an old client inserts without the new stage. The view does not see inserts: they are counted here.
      if current_setting('valence.own', true) is distinct from 'on' then
        perform nextval('valence_migration.old_inserts');
      end if;
      new.stage := coalesce(mapped.stage, 'lead');
      new.status := coalesce(mapped.status, new.status);
    elsif new.stage is not null and mapped.stage is distinct from new.stage then
      -- No old value, or one that came from a default of the column.
      select b.legacy_stage into new.legacy_stage
      from valence_migration.stage_map_back as b
      where b.stage = new.stage;
    end if;
  elsif old.stage is null and new.stage is null then
    new.stage := coalesce(mapped.stage, 'lead');
    new.status := coalesce(mapped.status, new.status);
    new.original_company_id := old.customer_organization_id;
  elsif new.legacy_stage is distinct from old.legacy_stage and new.stage is not distinct from old.stage then
    -- A value that no one mapped moves nothing; legacy_stage keeps it.
    if mapped.stage is not null then
      select m.status into former
      from valence_migration.stage_map as m
      where m.legacy_stage = old.legacy_stage;
      new.stage := mapped.stage;
      if mapped.status is not null then
        new.status := mapped.status;
      elsif old.status is not distinct from former.status then
        new.status := 'active';
      end if;
    end if;
  elsif new.stage is distinct from old.stage
    and new.legacy_stage is not distinct from old.legacy_stage
    and mapped.stage is distinct from new.stage then
    select b.legacy_stage into new.legacy_stage
    from valence_migration.stage_map_back as b
    where b.stage = new.stage;
  end if;
  perform set_config('valence.synced_stage', coalesce(new.legacy_stage, ''), true);
  return new;
end
$$;

-- Behind the installation's own triggers, some of which may have set one of the two.
create or replace function valence_migration.settle_opportunity_stage()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  mapped record;
begin
  if tg_op = 'INSERT' and new.original_company_id is null then
    select f.organization_id into new.original_company_id
    from valence_migration.former_organizations as f
    where f.table_name = 'opportunities' and f.row_id = new.id;
  end if;

  select m.stage, m.status into mapped
  from valence_migration.stage_map as m
  where m.legacy_stage = new.legacy_stage;
  if mapped.stage is null
    or mapped.stage = new.stage
    or exists (
      select
      from valence_migration.stage_map_back as b
      where b.stage = new.stage and b.legacy_stage = new.legacy_stage
    ) then
    return new;
  end if;

  if tg_op = 'UPDATE' and new.stage is not distinct from old.stage
    or new.legacy_stage is distinct from current_setting('valence.synced_stage', true) then
    new.stage := mapped.stage;
    if mapped.status is not null then
      new.status := mapped.status;
    elsif tg_op = 'UPDATE' and exists (
      select
      from valence_migration.stage_map as m
      where m.legacy_stage in (old.legacy_stage, current_setting('valence.synced_stage', true)) and m.status = new.status
    ) then
      new.status := 'active';
    end if;
  else
    select b.legacy_stage into new.legacy_stage
    from valence_migration.stage_map_back as b
    where b.stage = new.stage;
  end if;
  return new;
end
$$;

create or replace function valence_migration.remember_company()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if old.company_id_backup is null
    and old.id <= (select w.value from valence_migration.watermarks as w where w.name = 'contacts') then
    new.company_id_backup := old.company_id;
  end if;
  return new;
end
$$;
