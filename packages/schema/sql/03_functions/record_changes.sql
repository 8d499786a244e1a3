-- Writes an entry for each row that a statement changed: one insert a statement, and none where nothing but ignored columns
-- changed. tg_argv: the columns to leave out, then the record that the entry belongs to and the column that names it, and
-- another such pair where a link hangs on one of two. With its owner's rights: no one else may write the log.
create or replace function public.log_changes()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  ignored text[] := tg_argv[0]::text[];
begin
  if tg_op = 'INSERT' then
    insert into public.record_changes (changed_by, verb, resource, record_id, source, source_id, given)
    select
      (select public.current_sales_id()), 'insert',
      case when r.fields ->> tg_argv[2] is null then tg_argv[3] else tg_argv[1] end,
      coalesce(r.fields ->> tg_argv[2], r.fields ->> tg_argv[4])::bigint,
      tg_table_name, (r.fields ->> 'id')::bigint, jsonb_strip_nulls(r.fields - ignored)
    from (select to_jsonb(n) as fields from given_rows as n) as r;
    return null;
  end if;
  if tg_op = 'DELETE' then
    insert into public.record_changes (changed_by, verb, resource, record_id, source, source_id, former)
    select
      (select public.current_sales_id()), 'delete',
      case when r.fields ->> tg_argv[2] is null then tg_argv[3] else tg_argv[1] end,
      coalesce(r.fields ->> tg_argv[2], r.fields ->> tg_argv[4])::bigint,
      tg_table_name, (r.fields ->> 'id')::bigint, jsonb_strip_nulls(r.fields - ignored)
    from (select to_jsonb(o) as fields from former_rows as o) as r;
    return null;
  end if;
  insert into public.record_changes (changed_by, verb, resource, record_id, source, source_id, former, given)
  select
    (select public.current_sales_id()), 'update',
    case when r.fields ->> tg_argv[2] is null then tg_argv[3] else tg_argv[1] end,
    coalesce(r.fields ->> tg_argv[2], r.fields ->> tg_argv[4])::bigint,
    tg_table_name, (r.fields ->> 'id')::bigint, changed.former, changed.given
  from (
    select to_jsonb(n) as fields, to_jsonb(o) as former
    from given_rows as n
    join former_rows as o on o.id = n.id
  ) as r
  -- The settings are one document in one row: what changes are its keys.
  cross join lateral (
    select
      case when tg_table_name = 'configuration' then r.former -> 'config' else r.former end as former,
      case when tg_table_name = 'configuration' then r.fields -> 'config' else r.fields end as given
  ) as d
  cross join lateral (
    select jsonb_object_agg(f.key, d.former -> f.key) as former, jsonb_object_agg(f.key, d.given -> f.key) as given
    from jsonb_object_keys(d.former || d.given) as f (key)
    where d.former -> f.key is distinct from d.given -> f.key and f.key <> all (ignored)
  ) as changed
  where changed.given is not null;
  return null;
end
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
        select
          case v.key
            when 'contact_id' then 'contacts' when 'opportunity_id' then 'opportunities' else 'companies'
          end,
          v.value::bigint
        from shown as s
        cross join lateral (
          select * from jsonb_each_text(s.former)
          union all
          select * from jsonb_each_text(s.given)
          union all
          select * from jsonb_each_text(s.linked)
        ) as v
        where v.key in (
            'contact_id', 'opportunity_id', 'organization_id', 'company_id', 'customer_organization_id', 'parent_company_id'
          )
          and v.value is not null
      ),
      named as materialized (
        select 'contacts' as resource, c.id, concat_ws(' ', c.first_name, c.last_name) as name
        from public.contacts as c
        where c.id in (select r.id from referred as r where r.resource = 'contacts')
        union all
        select 'companies', c.id, c.name
        from public.companies as c
        where c.id in (select r.id from referred as r where r.resource = 'companies')
        union all
        select 'opportunities', p.id, p.name
        from public.opportunities as p
        where p.id in (select r.id from referred as r where r.resource = 'opportunities')
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
            to_jsonb(s) || jsonb_build_object(
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
    public.column_conditions('public.record_changes', filter)
  ) into answer using filter, least(page_size, 200);
  return answer;
end
$$;
