-- The table behind a resource of the CRM.
create or replace function valence.merged_table(resource text)
returns regclass
language sql
immutable
set search_path = ''
as $$
  select case resource when 'contacts' then 'public.contacts' when 'organizations' then 'public.companies' end::regclass
$$;

-- The foreign keys to a table, from tables that the caller may write and whose rows have an id.
create or replace function valence.keys_to(target regclass)
returns table (source regclass, key name)
language sql
stable
set search_path = ''
as $$
  select c.conrelid::regclass, a.attname
  from pg_catalog.pg_constraint as c
  join pg_catalog.pg_class as t on t.oid = c.conrelid and t.relnamespace = 'public'::regnamespace
  join pg_catalog.pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f'
    and c.confrelid = target
    and cardinality(c.conkey) = 1
    and c.conparentid = 0
    and has_table_privilege(c.conrelid, 'select')
    and has_table_privilege(c.conrelid, 'update')
    and exists (select from pg_catalog.pg_attribute as i where i.attrelid = c.conrelid and i.attname = 'id' and i.attnum > 0)
$$;

-- Every row that merging these could touch, by «table:id»: they themselves, what refers to them, their opportunities with
-- those who take part, and the people of organizations with all their organizations.
create or replace function valence.merge_state(resource text, ids bigint[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  target regclass := valence.merged_table(resource);
  opportunities bigint[];
  people bigint[];
  part record;
  rows jsonb;
  state jsonb := '{}';
begin
  if resource = 'contacts' then
    opportunities := array(select l.opportunity_id from public.opportunity_contacts as l where l.contact_id = any (ids));
    people := ids;
  else
    opportunities := array(
      select o.id from public.opportunities as o where o.customer_organization_id = any (ids)
      union
      select p.opportunity_id from public.opportunity_participants as p where p.organization_id = any (ids)
    );
    people := array(select l.contact_id from public.contact_organizations as l where l.organization_id = any (ids));
  end if;
  for part in
    select k.source, k.key, ids as wanted from valence.keys_to(target) as k
    union all
    select extra.source::regclass, extra.key, extra.wanted
    from (
      values
        (target::text, 'id', ids),
        ('public.contacts', 'id', people),
        ('public.contact_organizations', 'contact_id', people),
        ('public.opportunities', 'id', opportunities),
        ('public.opportunity_contacts', 'opportunity_id', opportunities),
        ('public.opportunity_participants', 'opportunity_id', opportunities)
    ) as extra (source, key, wanted)
  loop
    execute format(
      'select jsonb_object_agg(%L || t.id, to_jsonb(t.*)) from %s as t where t.%I = any ($1)',
      part.source::text || ':',
      part.source,
      part.key
    ) into rows using part.wanted;
    state := state || coalesce(rows, '{}');
  end loop;
  return state;
end
$$;

-- Lets everything that refers to one refer to another; rows of which the other has an equal one already stay.
create or replace function valence.move_references(source regclass, key name, from_id bigint, to_id bigint)
returns void
language plpgsql
set search_path = ''
as $$
declare
  row_id bigint;
begin
  execute format('update %s as t set %2$I = $2 where t.%2$I = $1', source, key) using from_id, to_id;
exception
  when unique_violation then
    for row_id in execute format('select t.id from %s as t where t.%I = $1 order by t.id', source, key) using from_id loop
      begin
        execute format('update %s as t set %I = $2 where t.id = $1', source, key) using row_id, to_id;
      exception
        when unique_violation then
          null;
      end;
    end loop;
end
$$;

-- The opportunities of a contact get another in their place, who keeps the role that was there.
create or replace function valence.move_opportunity_contacts(from_id bigint, to_id bigint)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- Not of the table's type: the table comes with a later phase than this function.
  former record;
begin
  for former in
    select l.* from public.opportunity_contacts as l where l.contact_id = from_id order by l.opportunity_id
  loop
    update public.opportunities as o
    set contact_ids = (
      select array_agg(item.contact_id order by item.place)
      from (
        select listed.contact_id, min(listed.place) as place
        from unnest(array_replace(o.contact_ids, from_id, to_id)) with ordinality as listed (contact_id, place)
        group by listed.contact_id
      ) as item
    )
    where o.id = former.opportunity_id;
    update public.opportunity_contacts as l
    set role = coalesce(l.role, former.role), is_primary = l.is_primary or former.is_primary
    where l.opportunity_id = former.opportunity_id and l.contact_id = to_id;
  end loop;
end
$$;

-- What the one that stays keeps of the one that goes, where nobody is asked: what it lacks, and what holds if it held of either. A parent below the
-- one that stays is none of its own.
create or replace function valence.keep_of_merged(resource text, from_id bigint, to_id bigint)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if keep_of_merged.resource = 'contacts' then
    update public.contacts as c
    set avatar = case when c.avatar ->> 'src' is null then coalesce(former.avatar, c.avatar) else c.avatar end,
        first_seen = least(c.first_seen, former.first_seen),
        last_seen = greatest(c.last_seen, former.last_seen)
    from public.contacts as former
    where c.id = to_id and former.id = from_id;
    return;
  end if;
  update public.companies as c
  -- Whom somebody prefers as their principal is one, or those could not follow.
  set is_principal = c.is_principal or former.is_principal or exists (
        select
        from public.contact_preferred_principals as p
        where p.principal_organization_id = former.id and p.deleted_at is null
      ),
      is_distributor = c.is_distributor or former.is_distributor,
      logo = case when c.logo ->> 'src' is null then coalesce(former.logo, c.logo) else c.logo end,
      -- Atomic CRM has them as json, a new database as jsonb.
      context_links = case
        when jsonb_typeof(former.context_links::jsonb) is distinct from 'array' then c.context_links::jsonb
        else coalesce(nullif(c.context_links::jsonb, 'null'), '[]') || coalesce(
          (
            select jsonb_agg(link.value order by link.place)
            from jsonb_array_elements(former.context_links::jsonb) with ordinality as link (value, place)
            where not coalesce(nullif(c.context_links::jsonb, 'null'), '[]') @> jsonb_build_array(link.value)
          ),
          '[]'
        )
      end,
      parent_company_id = coalesce(c.parent_company_id, case
        when not exists (
          with recursive above as (
            select p.id, p.parent_company_id from public.companies as p where p.id = former.parent_company_id
            union
            select p.id, p.parent_company_id from public.companies as p join above as a on p.id = a.parent_company_id
          )
          select from above as a where a.id = c.id
        ) then former.parent_company_id
      end)
  from public.companies as former
  where c.id = to_id and former.id = from_id;
end
$$;

-- Merges one into another: it goes to the trash, and what referred to it refers to the one that stays, which gets the
-- chosen values. Answers the id of the record, by which undo_merge takes all of it back within 30 days.
create or replace function public.merge_duplicates(
  resource text,
  loser_id bigint,
  winner_id bigint,
  chosen jsonb default '{}'
)
returns bigint
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  target regclass := valence.merged_table(merge_duplicates.resource);
  ids bigint[] := array[merge_duplicates.loser_id, merge_duplicates.winner_id];
  before jsonb;
  after jsonb;
  moved record;
  assignments text;
  changes jsonb;
  record_id bigint;
  has_primary boolean;
begin
  if ids[1] = ids[2]
    or (select count(*) filter (where case merge_duplicates.resource
         when 'contacts' then valence.may_update_contact(ordered.id)
         else valence.may_update_organization(ordered.id)
       end) from (select id from unnest(ids) as id order by id) as ordered) < 2 then
    raise exception '% and % cannot be merged', ids[1], ids[2]
      using errcode = 'PT404', hint = 'They have to be two, to exist, and to be yours to change.';
  end if;
  before := valence.merge_state(merge_duplicates.resource, ids);
  if before -> (target::text || ':' || ids[1]) ->> 'deleted_at' is not null
    or before -> (target::text || ':' || ids[2]) ->> 'deleted_at' is not null then
    raise exception '% and % cannot be merged: one of them is in the trash', ids[1], ids[2] using errcode = 'check_violation';
  end if;

  if merge_duplicates.resource = 'contacts' then
    has_primary := exists (
      select
      from public.contact_organizations as l
      where l.contact_id = ids[2] and l.is_primary_organization and l.deleted_at is null
    );
    update public.contact_organizations as l
    set is_primary_organization = false
    where l.contact_id = ids[1] and l.is_primary_organization and l.deleted_at is null and has_primary;
    perform valence.move_opportunity_contacts(ids[1], ids[2]);
  else
    -- Whoever belongs to both keeps one of the two links, as the primary one if either was. One statement, so that nobody is
    -- without an organization in between.
    with ended as (
      update public.contact_organizations as l
      set deleted_at = now(), is_primary_organization = false
      from public.contact_organizations as kept
      where l.organization_id = ids[1]
        and l.deleted_at is null
        and kept.contact_id = l.contact_id
        and kept.organization_id = ids[2]
        and kept.deleted_at is null
      returning l.id
    )
    update public.contact_organizations as l
    set is_primary_organization = true
    from (select count(*) from ended) as first
    where l.organization_id = ids[2]
      and l.deleted_at is null
      and exists (
        select
        from jsonb_each(before) as former
        where former.value ->> 'contact_id' = l.contact_id::text
          and former.value ->> 'organization_id' = ids[1]::text
          and former.value ->> 'is_primary_organization' = 'true'
          and former.value ->> 'deleted_at' is null
      );
    update public.companies as c
    set parent_company_id = nullif((before -> (target::text || ':' || ids[1]) ->> 'parent_company_id')::bigint, c.id)
    where c.id = ids[2] and c.parent_company_id = ids[1];
  end if;

  perform valence.keep_of_merged(merge_duplicates.resource, ids[1], ids[2]);

  for moved in
    select k.source, k.key
    from valence.keys_to(target) as k
    where k.source <> 'public.opportunity_contacts'::regclass
    -- Links before people, whose primary organization follows them; notes before the activities that stand for them.
    order by k.source <> 'public.contact_organizations'::regclass, k.source = 'public.activities'::regclass, k.source::text
  loop
    perform valence.move_references(moved.source, moved.key, ids[1], ids[2]);
  end loop;

  select string_agg(format('%1$I = given.%1$I', a.attname), ', ') into assignments
  from pg_catalog.pg_attribute as a
  where a.attrelid = target
    and a.attnum > 0
    and not a.attisdropped
    and a.attgenerated = ''
    and chosen ? a.attname::text
    and a.attname <> all (array['id', 'company_id', 'company_id_backup', 'parent_company_id', 'deleted_at']::name[]);
  if assignments is not null then
    execute format(
      'update %1$s as t set %2$s from jsonb_populate_record(null::%1$s, $2) as given where t.id = $1',
      target,
      assignments
    ) using ids[2], chosen;
  end if;
  execute format('update %s as t set deleted_at = now() where t.id = $1', target) using ids[1];

  after := valence.merge_state(merge_duplicates.resource, ids);
  select jsonb_agg(
    jsonb_build_object(
      'row', coalesce(b.key, a.key),
      'before', case when a.value is null then b.value else (
        select jsonb_object_agg(field.key, field.value)
        from jsonb_each(b.value) as field
        where field.value is distinct from a.value -> field.key
      ) end,
      'after', case when b.value is null then a.value else (
        select jsonb_object_agg(field.key, field.value)
        from jsonb_each(a.value) as field
        where field.value is distinct from b.value -> field.key
      ) end
    )
  ) into changes
  from jsonb_each(before) as b
  full join jsonb_each(after) as a on a.key = b.key
  where b.value is distinct from a.value;

  perform set_config('valence.keeps_records', 'on', true);
  insert into public.merge_records as m (resource, loser_id, winner_id, record, created_by)
  values (
    merge_duplicates.resource, ids[1], ids[2], jsonb_build_object('changes', changes), valence.current_sales_id()
  )
  returning m.id into record_id;
  return record_id;
end
$$;

-- Puts a row back as far as `fields` say: null deletes it.
create or replace function valence.put_row_back(source regclass, row_id bigint, fields jsonb, is_missing boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  columns text;
begin
  if fields is null then
    execute format('delete from %s as t where t.id = $1', source) using row_id;
    return;
  end if;
  select string_agg(format('%I', a.attname), ', ') into columns
  from pg_catalog.pg_attribute as a
  where a.attrelid = source and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and fields ? a.attname::text;
  if columns is null then
    return;
  end if;
  if is_missing then
    execute format(
      'insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1) on conflict do nothing',
      source,
      columns
    ) using fields;
    return;
  end if;
  execute format(
    'update %1$s as t
     set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$s, $2))
     where t.id = $1 and not to_jsonb(t.*) @> $2',
    source,
    columns
  ) using row_id, fields;
end
$$;

-- Takes a merge back: every row that it changed is as it was, but for what people have changed since.
create or replace function public.undo_merge(merge_id bigint)
returns void
language plpgsql
set search_path = ''
as $$
declare
  merged public.merge_records;
  present jsonb;
  change record;
begin
  select m.* into merged from public.merge_records as m where m.id = merge_id for update;
  if not found or not merged.record ? 'changes' or merged.undone_at is not null
    or merged.created_at < now() - interval '30 days' then
    raise exception 'Merge % cannot be taken back', merge_id
      using errcode = 'PT404', hint = 'It was taken back already, or is older than 30 days.';
  end if;
  perform set_config('valence.keeps_records', 'on', true);
  perform set_config('valence.puts_back', 'on', true);
  present := valence.merge_state(merged.resource, array[merged.loser_id, merged.winner_id]);

  -- Twice: what triggers make of one row on the way is put right when the others are back.
  for change in
    select
      split_part(c.value ->> 'row', ':', 1)::regclass as source,
      split_part(c.value ->> 'row', ':', 2)::bigint as id,
      c.value -> 'after' = 'null' as was_deleted,
      case
        when c.value -> 'before' = 'null' then null
        when c.value -> 'after' = 'null' then c.value -> 'before'
        else (
          select coalesce(jsonb_object_agg(field.key, field.value), '{}')
          from jsonb_each(c.value -> 'before') as field
          where present -> (c.value ->> 'row') -> field.key is not distinct from c.value -> 'after' -> field.key
        )
      end as fields
    from generate_series(1, 2) as pass
    cross join jsonb_array_elements(merged.record -> 'changes') as c
    order by
      pass,
      -- What others follow comes last, and so does what only one may have.
      split_part(c.value ->> 'row', ':', 1) in ('public.opportunities', 'public.contacts', 'public.companies'),
      c.value -> 'before' <> 'null',
      coalesce(
        c.value -> 'before' ->> 'is_primary_organization', c.value -> 'before' ->> 'is_primary', 'false'
      )::boolean,
      c.value ->> 'row'
  loop
    perform valence.put_row_back(change.source, change.id, change.fields, change.was_deleted);
  end loop;
  update public.merge_records as m set undone_at = now() where m.id = merge_id;
end
$$;
