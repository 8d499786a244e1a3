-- A page of what happened, the newest first and undated last: {rows, next}; next goes in as `after` for the page behind it.
-- scope: {} or one of contact_id, organization_id, opportunity_id. kinds (all where null): interaction, engagement, note, task
-- (when it was done), stage (a change of it), fields (of the record itself, other than the stage), and file, which is
-- whatever of the first three has files. A row has kind, source, id, at, about (see about_names), and what its kind has: the
-- activity with its participants, the mentions in its text and by whom it was last edited, the task, or the change, with the
-- names of whom its values refer to. Each source gives as many as fit on the page, by an index in the order of the page, so
-- that page 400 costs what page 1 costs.
create or replace function public.timeline(
  scope jsonb default '{}',
  kinds text[] default null,
  after jsonb default null,
  page_size integer default 20
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  about text := (select key from jsonb_each(scope) where value <> 'null' order by key limit 1);
  about_id bigint := (scope ->> about)::bigint;
  ended_at timestamptz := after ->> 'at';
  is_first boolean := after is null or after = 'null';
  -- Files alone: by an index of its own.
  of_kind text := case
    -- Whatever is logged is one of these; a condition that says so would hide from the planner that all of it is wanted.
    when kinds is null or kinds @> array['interaction', 'engagement', 'note'] then 'true'
    when kinds && array['interaction', 'engagement', 'note'] then
      '(case when r.type = ''note'' then ''note'' else r.activity_type::text end = any ($2)'
        || case when 'file' = any (kinds) then ' or cardinality(r.attachments) > 0)' else ')' end
    else 'cardinality(r.attachments) > 0'
  end;
  branches text[] := '{}';
  source record;
  answer jsonb;
begin
  if about is not null and about not in ('contact_id', 'organization_id', 'opportunity_id') then
    raise exception 'There is no timeline by %', about using errcode = 'invalid_parameter_value';
  end if;
  for source in
    select *
    from (
      values
        (
          0, array['interaction', 'engagement', 'note', 'file'], 'public.activities as r', 'r.activity_date',
          format(
            'r.deleted_at is null and (%s) and %s',
            case when about is null then 'true' else format('r.%I = $1', about) end,
            of_kind
          )
        ),
        (
          0, array['interaction', 'engagement', 'note', 'file'], 'public.activities as r', 'r.activity_date',
          case when about in ('contact_id', 'organization_id') then format(
            $where$r.deleted_at is null and r.%1$I is distinct from $1
              and r.id in (select p.activity_id from public.interaction_participants as p where p.%1$I = $1) and %2$s$where$,
            about,
            of_kind
          ) end
        ),
        (
          1, array['task'], 'public.tasks as r', 'r.done_date',
          case coalesce(about, 'all')
            when 'all' then 'true'
            when 'contact_id' then 'r.contact_id = $1'
            when 'opportunity_id' then 'r.opportunity_id = $1'
            -- Each by its own index.
            when 'organization_id' then
              'r.id in (
                select t.id from public.tasks as t where t.organization_id = $1
                union all
                select t.id from public.tasks as t join public.contacts as c on c.id = t.contact_id where c.company_id = $1
                union all
                select t.id
                from public.tasks as t
                join public.opportunities as o on o.id = t.opportunity_id
                where o.customer_organization_id = $1
              )'
          end
        ),
        (
          2, array['stage'], 'public.opportunity_stage_history as r', 'r.changed_at',
          case coalesce(about, 'all')
            when 'all' then 'true'
            when 'opportunity_id' then 'r.opportunity_id = $1'
            when 'organization_id' then
              'r.opportunity_id in (select o.id from public.opportunities as o where o.customer_organization_id = $1)'
            else 'r.opportunity_id in (select l.opportunity_id from public.opportunity_contacts as l where l.contact_id = $1)'
          end || ' and exists (select from public.opportunities as o where o.id = r.opportunity_id and o.deleted_at is null)'
        ),
        (
          3, array['fields'], 'public.record_changes as r', 'r.changed_at',
          -- The first line is the condition of the index record_changes_fields_idx.
          $where$r.verb = 'update' and r.source in ('contacts', 'companies', 'opportunities')
            and r.given - array['stage', 'legacy_stage', 'probability', 'probability_manual'] <> '{}'$where$
            || case about
              when 'contact_id' then ' and r.resource = ''contacts'' and r.record_id = $1'
              when 'organization_id' then ' and r.resource = ''companies'' and r.record_id = $1'
              when 'opportunity_id' then ' and r.resource = ''opportunities'' and r.record_id = $1'
              else ''
            end
        )
    ) as s (place, kinds, relation, at, condition)
    where s.condition is not null and (timeline.kinds is null or s.kinds && timeline.kinds)
  loop
    if is_first or ended_at is not null then
      branches := branches || format(
        $branch$(
          select %1$s as source, r.id, %3$s as at
          from %2$s
          where %4$s and %3$s is not null
            and ($3 is null or (%3$s <= $3 and (%3$s < $3 or (%1$s, -r.id) > ($4, -$5))))
          order by %3$s desc nulls last, r.id desc
          limit $6
        )$branch$,
        source.place, source.relation, source.at, source.condition
      );
    end if;
    -- Only a note may have lost its date.
    if source.place = 0 then
      branches := branches || format(
        $branch$(
          select %1$s as source, r.id, null::timestamptz as at
          from %2$s
          where %4$s and %3$s is null and ($3 is not null or $5 is null or r.id < $5)
          order by r.id desc
          limit $6
        )$branch$,
        source.place, source.relation, source.at, source.condition
      );
    end if;
  end loop;
  if branches = '{}' then
    return '{"rows": [], "next": null}';
  end if;

  execute format(
    $query$
      with found as materialized (
        select f.*, row_number() over (order by f.at desc nulls last, f.source, f.id desc) as place
        from (%s) as f
        order by place
        limit $6
      )
      select jsonb_build_object(
        'rows', (
          select coalesce(jsonb_agg(
            jsonb_build_object('source', f.source, 'id', f.id, 'at', f.at) || case f.source
              when 0 then (
                select jsonb_build_object(
                  'kind', case when a.type = 'note' then 'note' else a.activity_type::text end,
                  'activity', to_jsonb(a.*) - 'source_row',
                  'about', valence.about_names(a.contact_id, a.organization_id, a.opportunity_id),
                  'edited', (
                    select jsonb_build_object('at', c.changed_at, 'by', c.changed_by)
                    from public.record_changes as c
                    where c.resource = 'activities'
                      and c.record_id = a.id
                      and c.source = 'activities'
                      and c.verb = 'update'
                      and c.former ?| array['subject', 'description', 'type', 'activity_date', 'duration_minutes', 'outcome', 'sentiment']
                    order by c.id desc
                    limit 1
                  ),
                  'mentions', (
                    select coalesce(jsonb_agg(distinct m.label), '[]')
                    from public.activity_mentions as m
                    where m.activity_id = a.id
                  ),
                  'participants', (
                    select coalesce(
                      jsonb_agg(
                        to_jsonb(p.*) || jsonb_build_object('contact_name', concat_ws(' ', c.first_name, c.last_name)) order by p.id
                      ),
                      '[]'
                    )
                    from public.interaction_participants as p
                    left join public.contacts as c on c.id = p.contact_id
                    where p.activity_id = a.id
                  )
                )
                from public.activities as a
                where a.id = f.id
              )
              when 1 then (
                select jsonb_build_object(
                  'kind', 'task',
                  'task', to_jsonb(t.*),
                  'about', valence.about_names(t.contact_id, t.organization_id, t.opportunity_id)
                )
                from public.tasks as t
                where t.id = f.id
              )
              when 2 then (
                select jsonb_build_object(
                  'kind', 'stage', 'change', to_jsonb(h.*), 'about', valence.about_names(null, null, h.opportunity_id)
                )
                from public.opportunity_stage_history as h
                where h.id = f.id
              )
              else (
                select jsonb_build_object(
                  'kind', 'fields',
                  'change', to_jsonb(c.*),
                  'about', valence.about_names(
                    case c.resource when 'contacts' then c.record_id end,
                    case c.resource when 'companies' then c.record_id end,
                    case c.resource when 'opportunities' then c.record_id end
                  ),
                  'names', (
                    select coalesce(jsonb_object_agg(n.resource || ':' || n.id, n.name), '{}')
                    from valence.referred_records(array[c.former, c.given]) as r
                    cross join lateral valence.names_of_records(r.resource, array[r.id]) as n
                  )
                )
                from public.record_changes as c
                where c.id = f.id
              )
            end
            order by f.place
          ), '[]')
          from found as f
          where f.place < $6
        ),
        'next', (
          select jsonb_build_object('source', f.source, 'id', f.id, 'at', f.at)
          from found as f
          where f.place = $6 - 1 and exists (select from found as more where more.place = $6)
        )
      )
    $query$,
    array_to_string(branches, ' union all ')
  ) into answer
  using about_id, kinds, ended_at, (after ->> 'source')::integer, (after ->> 'id')::bigint, page_size + 1;
  return answer;
end
$$;
