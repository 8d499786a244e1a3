-- Writes an entry for each row that a statement changed: one insert a statement, and none where nothing but ignored columns
-- changed. tg_argv: the columns to leave out, then the record that the entry belongs to and the column that names it, and
-- another such pair or two where a link hangs on one of several. With its owner's rights: no one else may write the log. A plan is kept for
-- the session, and most are made for one row. So it is not compiled, and pairs rows by their hashes: by nested loops, an edit of 5,000 rows took 9 s
-- where single rows had been edited before.
create or replace function valence.log_changes()
returns trigger
language plpgsql
security definer
set search_path = ''
set jit = off
set enable_nestloop = off
as $$
declare
  ignored text[] := tg_argv[0]::text[];
begin
  -- .*, because an installation may have a column called n or o. Materialized, all three: else each row would become JSON anew for each use of it, which took most of the time.
  if tg_op = 'INSERT' then
    with added as materialized (select n.id, to_jsonb(n.*) as given from given_rows as n)
    insert into public.record_changes (changed_by, verb, resource, record_id, source, source_id, given)
    select
      (select valence.current_sales_id()), 'insert',
      case
        when a.given ->> tg_argv[2] is not null then tg_argv[1]
        when a.given ->> tg_argv[4] is not null then tg_argv[3]
        else tg_argv[5]
      end,
      coalesce(a.given ->> tg_argv[2], a.given ->> tg_argv[4], a.given ->> tg_argv[6])::bigint,
      tg_table_name, a.id, jsonb_strip_nulls(a.given - ignored)
    from added as a;
    return null;
  end if;
  if tg_op = 'DELETE' then
    with gone as materialized (select o.id, to_jsonb(o.*) as former from former_rows as o)
    insert into public.record_changes (changed_by, verb, resource, record_id, source, source_id, former)
    select
      (select valence.current_sales_id()), 'delete',
      case
        when g.former ->> tg_argv[2] is not null then tg_argv[1]
        when g.former ->> tg_argv[4] is not null then tg_argv[3]
        else tg_argv[5]
      end,
      coalesce(g.former ->> tg_argv[2], g.former ->> tg_argv[4], g.former ->> tg_argv[6])::bigint,
      tg_table_name, g.id, jsonb_strip_nulls(g.former - ignored)
    from gone as g;
    return null;
  end if;
  -- A card that moves shifts those behind it, thousands of them, which is no change of theirs: see move_opportunity.
  if current_setting('valence.shifts_cards', true) = 'on' then
    return null;
  end if;
  with pairs as materialized (
    select n.id, to_jsonb(o.*) as former, to_jsonb(n.*) as given
    from given_rows as n
    join former_rows as o on o.id = n.id
  )
  insert into public.record_changes (changed_by, verb, resource, record_id, source, source_id, former, given)
  select
    (select valence.current_sales_id()), 'update',
    case
      when p.given ->> tg_argv[2] is not null then tg_argv[1]
      when p.given ->> tg_argv[4] is not null then tg_argv[3]
      else tg_argv[5]
    end,
    coalesce(p.given ->> tg_argv[2], p.given ->> tg_argv[4], p.given ->> tg_argv[6])::bigint,
    tg_table_name, p.id, changed.former, changed.given
  from pairs as p
  cross join lateral (
    select jsonb_object_agg(g.key, p.former -> g.key) as former, jsonb_object_agg(g.key, g.value) as given
    from jsonb_each(p.given) as g
    where g.value is distinct from p.former -> g.key and g.key <> all (ignored)
  ) as changed
  where changed.given is not null;
  return null;
end
$$;

-- The settings are one document in one row: what changes are its keys, those that went among them.
create or replace function valence.log_setting_changes()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.record_changes (changed_by, verb, resource, record_id, source, source_id, former, given)
  select
    (select valence.current_sales_id()), 'update', tg_table_name, new.id, tg_table_name, new.id,
    jsonb_object_agg(k.key, old.config -> k.key), jsonb_object_agg(k.key, new.config -> k.key)
  from jsonb_object_keys(old.config || new.config) as k (key)
  where old.config -> k.key is distinct from new.config -> k.key
  having count(*) > 0;
  return null;
end
$$;

-- The contacts, organizations and opportunities that the values of a change refer to, each once.
create or replace function valence.referred_records(fields jsonb[])
returns table (resource text, id bigint)
language sql
immutable
set search_path = ''
as $$
  select distinct
    case v.key
      when 'contact_id' then 'contacts' when 'opportunity_id' then 'opportunities' else 'companies'
    end,
    v.value::bigint
  from unnest(fields) as f (given)
  cross join lateral jsonb_each_text(f.given) as v
  where v.key in (
      'contact_id', 'opportunity_id', 'organization_id', 'company_id', 'customer_organization_id', 'parent_company_id'
    )
    and v.value is not null
$$;

-- What people call these contacts, organizations or opportunities, as far as the caller may see them.
create or replace function valence.names_of_records(of_resource text, ids bigint[])
returns table (resource text, id bigint, name text)
language sql
stable
set search_path = ''
as $$
  select 'contacts', c.id, concat_ws(' ', c.first_name, c.last_name)
  from public.contacts as c
  where of_resource = 'contacts' and c.id = any (ids)
  union all
  select 'companies', c.id, c.name
  from public.companies as c
  where of_resource = 'companies' and c.id = any (ids)
  union all
  select 'opportunities', o.id, o.name
  from public.opportunities as o
  where of_resource = 'opportunities' and o.id = any (ids)
$$;

-- A page of the log, the newest first: {rows, names, next}; next goes in as `id@lt` of the filter, whose keys are those of
-- column_conditions. A row has the name of its record and says whether that is gone; linked is whom a changed link leads
-- to. names are those of the contacts, organizations and opportunities that the values refer to: {"companies:12": "Acme"}.
-- Policies decide what the caller sees of each.
create or replace function public.list_record_changes(filter jsonb default '{}', page_size integer default 50)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  answer jsonb;
begin
  execute format(
    $query$
      with found as materialized (
        select o.*
        from public.record_changes as o
        where %s
        order by o.id desc
        limit $2 + 1
      ),
      shown as materialized (
        select
          f.*,
          case when f.verb = 'update' then case f.source
            when 'contact_organizations' then (
              select jsonb_build_object('organization_id', l.organization_id)
              from public.contact_organizations as l
              where l.id = f.source_id
            )
            when 'opportunity_contacts' then (
              select jsonb_build_object('contact_id', l.contact_id)
              from public.opportunity_contacts as l
              where l.id = f.source_id
            )
            when 'opportunity_participants' then (
              select jsonb_build_object('organization_id', l.organization_id)
              from public.opportunity_participants as l
              where l.id = f.source_id
            )
          end end as linked
        from found as f
        order by f.id desc
        limit $2
      ),
      referred as materialized (
        select s.resource, s.record_id as id from shown as s
        union
        select r.resource, r.id
        from shown as s
        cross join lateral valence.referred_records(array[s.former, s.given, s.linked]) as r
      ),
      named as materialized (
        select n.*
        from (select r.resource, array_agg(r.id) as ids from referred as r group by r.resource) as asked
        cross join lateral valence.names_of_records(asked.resource, asked.ids) as n
        union all
        select 'tasks', t.id, left(t.text, 120)
        from public.tasks as t
        where t.id in (select r.id from referred as r where r.resource = 'tasks')
        union all
        select 'activities', a.id, left(coalesce(nullif(a.subject, ''), a.description), 120)
        from public.activities as a
        where a.id in (select r.id from referred as r where r.resource = 'activities')
        union all
        select 'sales', s.id, concat_ws(' ', s.first_name, s.last_name)
        from public.sales as s
        where s.id in (select r.id from referred as r where r.resource = 'sales')
      )
      select jsonb_build_object(
        'rows', (
          select coalesce(jsonb_agg(
            to_jsonb(s.*) || jsonb_build_object(
              'is_gone', n.id is null and s.resource <> 'configuration',
              'record_name', case when n.id is not null then n.name else (
                select left(coalesce(
                  nullif(concat_ws(' ', d.former ->> 'first_name', d.former ->> 'last_name'), ''),
                  d.former ->> 'name', d.former ->> 'subject', d.former ->> 'text', d.former ->> 'description'
                ), 120)
                from public.record_changes as d
                where d.resource = s.resource and d.record_id = s.record_id and d.source = s.resource and d.verb = 'delete'
                order by d.id desc
                limit 1
              ) end
            )
            order by s.id desc
          ), '[]')
          from shown as s
          left join named as n on n.resource = s.resource and n.id = s.record_id
        ),
        'names', (select coalesce(jsonb_object_agg(n.resource || ':' || n.id, n.name), '{}') from named as n),
        'next', (select min(s.id) from shown as s where (select count(*) from found) > $2)
      )
    $query$,
    valence.column_conditions('public.record_changes', filter)
  ) into answer using filter, least(page_size, 200);
  return answer;
end
$$;

-- Deletes entries that are older than the settings keep them ({"changesKeptYears": 2}; all are kept where they say nothing, or less
-- than a year), batch_size of them, and answers how many: call it until that is 0. For administrators, and for whoever runs the
-- database. The log tells of it, as it does of a change of the setting.
create or replace function valence.forget_changes(batch_size integer)
returns bigint
language plpgsql
security definer
set search_path = ''
as $$
declare
  years numeric;
  bound timestamptz;
  forgotten bigint;
  last_id bigint;
begin
  if auth.uid() is not null and public.current_sales_role() is distinct from 'administrator' then
    raise exception 'Entries of the log are deleted by administrators' using errcode = 'insufficient_privilege';
  end if;
  select (c.config ->> 'changesKeptYears')::numeric into years
  from public.configuration as c
  where c.id = 1 and jsonb_typeof(c.config -> 'changesKeptYears') = 'number';
  if years is null or years < 1 then
    return 0;
  end if;

  bound := now() - make_interval(months => least(floor(years * 12), 12000)::integer);
  with gone as (
    delete from public.record_changes as r
    where r.id in (
      select old.id from public.record_changes as old where old.changed_at < bound limit batch_size
    )
    returning r.id
  )
  select count(*), max(g.id) into forgotten, last_id from gone as g;
  if forgotten > 0 then
    insert into public.record_changes (changed_by, verb, resource, record_id, source, source_id, former)
    values (
      valence.current_sales_id(), 'delete', 'configuration', 1, 'record_changes', last_id,
      jsonb_build_object('entries', forgotten, 'older_than', bound)
    );
  end if;
  return forgotten;
end
$$;

-- For whom policies hide no record: the log is everybody's.
create or replace function public.forget_old_changes(batch_size integer default 50000)
returns bigint
language plpgsql
set search_path = ''
as $$
begin
  if not (
    valence.sees_all('public.contacts')
    and valence.sees_all('public.companies')
    and valence.sees_all('public.opportunities')
    and valence.sees_all('public.sales')
  ) then
    raise exception 'The log belongs to more than you see, and is shortened by whoever runs the database'
      using errcode = 'insufficient_privilege';
  end if;
  return valence.forget_changes(batch_size);
end
$$;
