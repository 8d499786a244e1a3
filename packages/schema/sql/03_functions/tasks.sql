-- Open tasks in groups by their day, the nearest first: [{name, total, rows}], all groups. `bounds` are the moments at which
-- today, tomorrow, the day after and next week begin for the reader, whose time zone the server does not know. A task
-- without a date is later than all. A row says what it is about (see about_names).
create or replace function public.open_tasks(bounds timestamptz[], owner_id bigint default null, page_size integer default 50)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with open as materialized (
    select t.id, t.due, coalesce(width_bucket(t.due, bounds), 4) as place
    from (
      select t.id, valence.due_moment(t.due_date::timestamptz, (select valence.reader_zone())) as due
      from public.tasks as t
      where t.done_date is null and (owner_id is null or t.sales_id = owner_id)
    ) as t
  )
  select jsonb_agg(
    jsonb_build_object(
      'name', g.name,
      'total', (select count(*) from open as o where o.place = g.place),
      'rows', (
        select coalesce(
          jsonb_agg(
            to_jsonb(t.*) || jsonb_build_object('about', valence.about_names(t.contact_id, t.organization_id, t.opportunity_id))
            order by shown.due nulls last, t.id
          ),
          '[]'
        )
        from (
          select o.id, o.due from open as o where o.place = g.place order by o.due nulls last, o.id limit page_size
        ) as shown
        join public.tasks as t on t.id = shown.id
      )
    )
    order by g.place
  )
  from unnest(array['overdue', 'today', 'tomorrow', 'week', 'later']) with ordinality as n (name, number)
  cross join lateral (select n.name, n.number - 1 as place) as g
$$;

-- The open tasks about one record, the nearest first, each with what else it is about. scope: one of contact_id, organization_id,
-- opportunity_id. To an organization belong those of its people and its opportunities as well.
create or replace function public.tasks_about(scope jsonb, page_size integer default 50)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with wanted as (
    select t.id
    from public.tasks as t
    where t.contact_id = (scope ->> 'contact_id')::bigint
    union
    select t.id
    from public.tasks as t
    where t.opportunity_id = (scope ->> 'opportunity_id')::bigint
    union
    select t.id
    from public.tasks as t
    where t.organization_id = (scope ->> 'organization_id')::bigint
    union
    select t.id
    from public.tasks as t
    join public.opportunities as o on o.id = t.opportunity_id
    where o.customer_organization_id = (scope ->> 'organization_id')::bigint
    union
    select t.id
    from public.tasks as t
    join public.contacts as c on c.id = t.contact_id
    where c.company_id = (scope ->> 'organization_id')::bigint
  )
  select coalesce(
    jsonb_agg(
      to_jsonb(t.*) || jsonb_build_object('about', valence.about_names(t.contact_id, t.organization_id, t.opportunity_id))
      order by t.due_date nulls last, t.id
    ),
    '[]'
  )
  from (
    select t.id
    from public.tasks as t
    where t.id in (select w.id from wanted as w) and t.done_date is null
    order by t.due_date nulls last, t.id
    limit page_size
  ) as shown
  join public.tasks as t on t.id = shown.id
$$;

-- What the caller is to be reminded of: how many of their open tasks are overdue and how many are due today, and those that are due
-- within the next day or were within the last hour, the nearest first; and who mentioned them since they last looked, the
-- latest first. bounds: when today and tomorrow begin for them.
create or replace function public.my_reminders(bounds timestamptz[])
returns jsonb
language sql
stable
set search_path = ''
as $$
  with mine as materialized (
    select t.*
    from (
      select t.id, t.text, valence.due_moment(t.due_date::timestamptz, (select valence.reader_zone())) as due_date
      from public.tasks as t
      where t.sales_id = (select valence.current_sales_id())
        and t.done_date is null
        -- A day without an hour may be due a little before midnight of UTC, in the farthest east.
        and t.due_date < greatest(bounds[2], now() + interval '1 day') + interval '2 hours'
    ) as t
    where t.due_date < greatest(bounds[2], now() + interval '1 day')
  )
  select jsonb_build_object(
    'overdue', (select count(*) from mine as m where m.due_date < bounds[1]),
    'today', (select count(*) from mine as m where m.due_date >= bounds[1] and m.due_date < bounds[2]),
    'due', (
      select coalesce(jsonb_agg(to_jsonb(near.*) order by near.due_date, near.id), '[]')
      from (
        select m.* from mine as m where m.due_date > now() - interval '1 hour' order by m.due_date, m.id limit 50
      ) as near
    ),
    'mentions', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'id', unseen.id,
            'created_at', unseen.created_at,
            'by_name', (select btrim(concat_ws(' ', s.first_name, s.last_name)) from public.sales as s where s.id = unseen.mentioned_by),
            'text', left(unseen.description, 200),
            'about', valence.about_names(unseen.contact_id, unseen.organization_id, unseen.opportunity_id)
          )
          order by unseen.id desc
        ),
        '[]'
      )
      from (
        select m.id, m.created_at, m.mentioned_by, a.description, a.contact_id, a.organization_id, a.opportunity_id
        from public.activity_mentions as m
        join public.activities as a on a.id = m.activity_id
        where m.sales_id = (select valence.current_sales_id()) and m.seen_at is null and a.deleted_at is null
        order by m.id desc
        limit 50
      ) as unseen
    )
  )
$$;
