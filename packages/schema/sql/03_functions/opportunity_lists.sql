-- After how many days in a stage an opportunity is stale: the settings' own (stageLimits) over the defaults, which the CRM knows as
-- well. null, or a stage that is not there: never.
create or replace function valence.stage_limits()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select '{"lead": 14, "qualified": 21, "needs_analysis": 30, "proposal": 21, "negotiation": 30, "nurturing": 90}'::jsonb || coalesce(
    (
      select jsonb_object_agg(own.key, own.value)
      from public.configuration as c
      cross join lateral jsonb_each(
        case jsonb_typeof(c.config -> 'stageLimits') when 'object' then c.config -> 'stageLimits' else '{}' end
      ) as own
      where c.id = 1
        and case jsonb_typeof(own.value) when 'number' then own.value::numeric between 1 and 3650 when 'null' then true end
    ),
    '{}'
  )
$$;

-- Whether `o` (opportunities_summary) has been in its stage for that many days of the reader's calendar, as the CRM counts them; limits
-- and calendar are read once a query.
create or replace function valence.stale_condition()
returns text
language sql
immutable
set search_path = ''
as $$
  select $condition$(
    o.stage not in ('closed_won', 'closed_lost')
    and coalesce(o.stage_since, o.created_at) at time zone (select valence.reader_zone())
      < (select valence.reader_day()) + 1 - ceil(((select valence.stage_limits()) ->> o.stage::text)::numeric)::integer
  )$condition$
$$;

-- What a filter of the CRM means: conditions on `o` (opportunities_summary), with the filter itself as $1. One meaning for
-- list, board, forecast, bulk edit and export. Keys are `column` or `column@operator` (eq, neq, lt, lte, gt, gte, is,
-- not.is, in), and q (words, each of which is in the name, the description or the organization's name, accents or not), tag,
-- archived (true: only those, 'any': both), contact_id (takes part), related_to ({contact_id, organization_id}: either), planned (something says what is to be done next: its next
-- action, or an open task) stale (see stale_condition)
-- and filled (columns that say something). No value becomes part of the text; an unknown key is an error, because a
-- condition that is ignored shows too much.
create or replace function valence.opportunity_conditions(filter jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  conditions text[] := '{}';
begin
  if coalesce(filter ->> 'archived', 'false') <> 'any' then
    conditions := conditions || case
      when filter ->> 'archived' = 'true' then 'o.archived_at is not null'
      else 'o.archived_at is null'
    end;
  end if;

  conditions := conditions || valence.word_conditions(
    valence.checked_query(filter ->> 'q'), array['o.name', 'o.description'], valence.organization_match('o.customer_organization_id')
  );

  if filter ? 'contact_id' then
    conditions := conditions || 'o.contact_ids @> array[($1 ->> ''contact_id'')::bigint]'::text;
  end if;
  if filter ? 'related_to' then
    conditions := conditions ||
      '(o.contact_ids @> array[($1 #>> ''{related_to,contact_id}'')::bigint]
        or o.customer_organization_id = ($1 #>> ''{related_to,organization_id}'')::bigint)'::text;
  end if;
  if filter ? 'tag' then
    conditions := conditions || format(
      'o.id in (select l.opportunity_id from public.record_tags as l where l.tag_id = any (%s::bigint[]))',
      valence.filter_values('tag')
    );
  end if;
  if filter ? 'planned' then
    conditions := conditions ||
      '(o.next_action is not null or o.next_action_date is not null
        or o.id in (select t.opportunity_id from public.tasks as t where t.opportunity_id is not null and t.done_date is null))
        = ($1 ->> ''planned'')::boolean'::text;
  end if;
  if filter ? 'filled' then
    conditions := conditions || valence.column_conditions(
      'public.opportunities_summary',
      (select coalesce(jsonb_object_agg(f.name || '@not.is', null), '{}') from jsonb_array_elements_text(filter -> 'filled') as f (name))
    );
  end if;
  if filter ? 'stale' then
    conditions := conditions || format('coalesce(%s, false) = ($1 ->> ''stale'')::boolean', valence.stale_condition());
  end if;
  return concat_ws(
    ' and ',
    nullif(array_to_string(conditions, ' and '), ''),
    valence.column_conditions(
      'public.opportunities_summary', filter - array['q', 'tag', 'archived', 'contact_id', 'related_to', 'planned', 'stale', 'filled']
    )
  );
end
$$;

-- A page of the list, and how many there are: see list_query.
create or replace function public.list_opportunities(
  filter jsonb default '{}',
  sort text default 'id',
  is_descending boolean default false,
  page_size integer default 25,
  skipped integer default 0
)
returns jsonb
language plpgsql
stable
set search_path = ''
-- A search is worth no more: it is ended, and whoever asked is told to ask for less.
set statement_timeout = '2s'
as $$
begin
  return valence.list_page('opportunities', filter, sort, is_descending, page_size, skipped);
end
$$;

-- The board under a filter: for every stage its count, sum and weighted sum, and its first cards in their order. limits
-- holds how many cards of a stage are wanted where that is not card_limit: {"lead": 50}. Archived ones have no place on it.
create or replace function public.opportunity_board(
  filter jsonb default '{}',
  card_limit integer default 25,
  limits jsonb default '{}'
)
returns jsonb
language plpgsql
stable
set search_path = ''
-- A search is worth no more: it is ended, and whoever asked is told to ask for less.
set statement_timeout = '2s'
as $$
declare
  answer jsonb;
  most integer;
begin
  select greatest(card_limit, max(wanted.value::integer)) into most
  from jsonb_each_text(limits) as wanted;

  execute format(
    $query$
      with matched as %2$s materialized (
        select o.id, o.stage, o.index, o.amount, o.probability
        from public.opportunities_summary as o
        where %1$s
      )
      select jsonb_agg(
        jsonb_build_object(
          'stage', s.stage,
          'count', coalesce(sums.count, 0),
          'amount', coalesce(sums.amount, 0),
          'weighted', coalesce(sums.weighted, 0),
          'cards', coalesce(shown.cards, '[]')
        )
        order by s.stage
      )
      from unnest(enum_range(null::public.opportunity_stage)) as s (stage)
      left join (
        select
          m.stage,
          count(*) as count,
          sum(m.amount) as amount,
          sum(m.amount * m.probability) / 100.0 as weighted
        from matched as m
        group by m.stage
      ) as sums on sums.stage = s.stage
      left join lateral (
        select jsonb_agg(to_jsonb(card.*) - 'place' order by card.place)
          filter (where card.place <= coalesce(($3 ->> s.stage::text)::integer, $4)) as cards
        from (
          select
            o.id, o.name, o.stage, o.index, o.amount, o.probability, o.probability_manual, o.priority, o.status,
            o.category, o.customer_organization_id, o.company_name, o.sales_id, o.owner_name, o.next_action,
            o.next_action_date, o.expected_closing_date, o.actual_close_date, o.lost_reason, o.created_at, o.stage_since,
            o.tag_ids,
            first.place
          from (
            select m.id, row_number() over (order by m.index, m.id) as place
            from matched as m
            where m.stage = s.stage
            order by m.index, m.id
            limit $2
          ) as first
          join public.opportunities_summary as o on o.id = first.id
        ) as card
      ) as shown on true
    $query$,
    valence.opportunity_conditions(filter - 'archived'),
    -- Words are looked for once. Without them the cards come from the index faster than from what was matched.
    case when filter ?| array['q', 'contact_id'] then '' else 'not' end
  ) into answer using filter, most, limits, card_limit;
  return answer;
end
$$;

-- By month of the close and by owner: what is open, what it is worth by probability, and what was won. month is null
-- where no day is known. What counts as what: see opportunities_summary.
create or replace function public.opportunity_forecast(filter jsonb default '{}')
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
      select coalesce(jsonb_agg(to_jsonb(line) order by line.month, line.sales_id), '[]')
      from (
        select
          date_trunc('month', o.closing_day::timestamp)::date as month,
          o.sales_id,
          count(*) filter (where o.counted_as = 'open') as open_count,
          coalesce(sum(o.amount) filter (where o.counted_as = 'open'), 0) as total,
          coalesce(sum(o.amount * o.probability) filter (where o.counted_as = 'open'), 0)
            / 100.0 as weighted,
          count(*) filter (where o.counted_as = 'won') as won_count,
          coalesce(sum(o.amount) filter (where o.counted_as = 'won'), 0) as won
        from public.opportunities_summary as o
        where o.counted_as in ('open', 'won')
          and %1$s
        group by 1, 2
      ) as line
    $query$,
    valence.opportunity_conditions(filter || '{"archived": "any"}')
  ) into answer using filter;
  return answer;
end
$$;

-- What the page of an opportunity shows beside it, in one call: its contacts in their order, the organizations that take
-- part, the customer first, its stage, and its latest moves through the stages, the latest first. The stage is said with
-- the moves, so that the two fit together whatever else the page knows by then.
create or replace function public.opportunity_overview(opportunity_id bigint, most_moves integer default 200)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'contacts', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'contact_id', l.contact_id,
            'role', l.role,
            'first_name', c.first_name,
            'last_name', c.last_name,
            'title', c.title,
            'avatar', c.avatar,
            'company_name', primary_one.name
          )
          order by l.position, l.id
        ),
        '[]'
      )
      from public.opportunity_contacts as l
      join public.contacts as c on c.id = l.contact_id
      left join public.companies as primary_one on primary_one.id = c.company_id
      where l.opportunity_id = opportunity_overview.opportunity_id
    ),
    'participants', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'organization_id', p.organization_id,
            'role', p.role,
            'is_primary', p.is_primary,
            'notes', p.notes,
            'name', c.name,
            'logo', c.logo
          )
          order by p.is_primary desc, p.id
        ),
        '[]'
      )
      from public.opportunity_participants as p
      join public.companies as c on c.id = p.organization_id
      where p.opportunity_id = opportunity_overview.opportunity_id and p.deleted_at is null
    ),
    'stage', (select o.stage from public.opportunities as o where o.id = opportunity_overview.opportunity_id),
    'moves', (
      select coalesce(jsonb_agg(to_jsonb(latest)), '[]')
      from (
        select h.*
        from public.opportunity_stage_history as h
        where h.opportunity_id = opportunity_overview.opportunity_id
        order by h.id desc
        limit most_moves
      ) as latest
    ),
    'external_ids', public.external_ids('opportunity', array[opportunity_overview.opportunity_id])
  )
$$;
