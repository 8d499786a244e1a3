-- What the dashboard shows, in one call: the stages of the pipeline as the board adds them up; what was won and lost in each
-- month from `first_month` on (see opportunities_summary); hot contacts, whom one was last in
-- touch with first; how many opportunities are stale, as the list counts them; what a new installation has begun with; and of one
-- user the meetings, calls and visits of today (see meetings_between), and the open tasks by their day (see open_tasks).
create or replace function public.dashboard(
  bounds timestamptz[],
  first_month date,
  owner_id bigint,
  hot_statuses text[],
  page_size integer default 8
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'stages', public.opportunity_board('{}', 0),
    'months', (
      select coalesce(jsonb_agg(to_jsonb(line) order by line.month), '[]')
      from (
        select
          date_trunc('month', o.closing_day::timestamp)::date as month,
          count(*) filter (where o.counted_as = 'won') as won_count,
          coalesce(sum(o.amount) filter (where o.counted_as = 'won'), 0) as won,
          count(*) filter (where o.counted_as = 'lost') as lost_count,
          coalesce(sum(o.amount) filter (where o.counted_as = 'lost'), 0) as lost
        from public.opportunities_summary as o
        where o.counted_as in ('won', 'lost') and o.closing_day >= first_month
        group by 1
      ) as line
    ),
    'hot_contacts', (
      select jsonb_build_object(
        'total', count(*),
        'rows', coalesce(
          jsonb_agg(
            jsonb_build_object(
              'id', hot.id, 'first_name', hot.first_name, 'last_name', hot.last_name, 'title', hot.title, 'avatar', hot.avatar,
              'company_name', (select co.name from public.companies as co where co.id = hot.company_id)
            )
            order by hot.place
          ) filter (where hot.place <= page_size),
          '[]'
        )
      )
      from (
        select c.*, row_number() over (order by c.last_seen desc nulls last, c.id desc) as place
        from public.contacts as c
        where c.status = any (hot_statuses) and c.deleted_at is null
      ) as hot
    ),
    'begun', jsonb_build_object(
      'contacts', exists (select from public.contacts as c where c.deleted_at is null),
      'business',
        exists (select from public.companies as c where c.deleted_at is null)
        or exists (select from public.opportunities as o where o.deleted_at is null),
      'history',
        exists (select from public.activities as a where a.deleted_at is null) or exists (select from public.import_runs as r)
    ),
    'stale', public.list_opportunities('{"stale": true}', page_size => 0) -> 'total',
    'meetings', valence.meetings_between(bounds[1], bounds[2], owner_id),
    'tasks', public.open_tasks(bounds, owner_id, page_size)
  );
end
$$;

-- The meetings, calls and visits of a user from one moment until before another, the earliest first: those that they logged, and
-- those that mention them. A row says what it is about (see about_names).
create or replace function valence.meetings_between(from_moment timestamptz, until_moment timestamptz, user_id bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', a.id, 'type', a.type, 'subject', a.subject, 'activity_date', a.activity_date,
        'duration_minutes', a.duration_minutes,
        'about', valence.about_names(a.contact_id, a.organization_id, a.opportunity_id)
      )
      order by a.activity_date, a.id
    ),
    '[]'
  )
  from public.activities as a
  where a.deleted_at is null
    and a.activity_date >= from_moment
    and a.activity_date < until_moment
    and a.type in ('call', 'meeting', 'demo', 'site_visit', 'trade_show')
    and (
      a.created_by = user_id
      or exists (select from public.activity_mentions as m where m.activity_id = a.id and m.sales_id = user_id)
    )
$$;
