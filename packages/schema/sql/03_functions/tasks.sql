-- Open tasks in groups by their day, the nearest first: [{name, total, rows}], all groups. `bounds` are the moments at which
-- today, tomorrow, the day after and next week begin for the reader, whose time zone the server does not know. A task
-- without a date is later than all.
create or replace function public.open_tasks(bounds timestamptz[], owner_id bigint default null, page_size integer default 50)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with open as materialized (
    select t.id, t.due_date, coalesce(width_bucket(t.due_date::timestamptz, bounds), 4) as place
    from public.tasks as t
    where t.done_date is null and (owner_id is null or t.sales_id = owner_id)
  )
  select jsonb_agg(
    jsonb_build_object(
      'name', g.name,
      'total', (select count(*) from open as o where o.place = g.place),
      'rows', (
        select coalesce(jsonb_agg(to_jsonb(t) order by t.due_date nulls last, t.id), '[]')
        from (
          select o.id from open as o where o.place = g.place order by o.due_date nulls last, o.id limit page_size
        ) as shown
        join public.tasks as t on t.id = shown.id
      )
    )
    order by g.place
  )
  from unnest(array['overdue', 'today', 'tomorrow', 'week', 'later']) with ordinality as n (name, number)
  cross join lateral (select n.name, n.number - 1 as place) as g
$$;
