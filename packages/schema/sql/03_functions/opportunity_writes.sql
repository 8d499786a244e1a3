-- Replaces the participants of an opportunity, except its customer, which follows customer_organization_id.
-- participants: [{organization_id, role, notes}]
create or replace function public.sync_opportunity_participants(opportunity_id bigint, participants jsonb)
returns setof public.opportunity_participants
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
begin
  if not valence.may_update_opportunity(sync_opportunity_participants.opportunity_id) then
    raise exception 'Opportunity % does not exist, or you may not change it', sync_opportunity_participants.opportunity_id
      using errcode = 'PT404';
  end if;

  update public.opportunity_participants as p
  set deleted_at = now()
  where p.opportunity_id = sync_opportunity_participants.opportunity_id
    and p.deleted_at is null
    and not p.is_primary
    and not exists (
      select
      from jsonb_array_elements(participants) as entry
      where (entry ->> 'organization_id')::bigint = p.organization_id
        and (entry ->> 'role')::public.participant_role = p.role
    );

  insert into public.opportunity_participants as p (opportunity_id, organization_id, role, notes, created_by)
  select
    sync_opportunity_participants.opportunity_id,
    (entry ->> 'organization_id')::bigint,
    (entry ->> 'role')::public.participant_role,
    entry ->> 'notes',
    valence.current_sales_id()
  from jsonb_array_elements(participants) as entry
  on conflict (opportunity_id, organization_id, role)
  do update set notes = excluded.notes, deleted_at = null;

  return query
  select p.*
  from public.opportunity_participants as p
  where p.opportunity_id = sync_opportunity_participants.opportunity_id
    and p.deleted_at is null
  order by p.is_primary desc, p.role, p.id;
end
$$;

-- The contacts of an opportunity as its column has them, in order. contacts: [{contact_id, role}]
create or replace function valence.contact_ids_of(contacts jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_agg((item.entry ->> 'contact_id')::bigint order by item.position), '[]')
  from jsonb_array_elements(contacts) with ordinality as item (entry, position)
$$;

-- What they are there. contacts: [{contact_id, role}]
create or replace function valence.set_opportunity_contact_roles(opportunity_id bigint, contacts jsonb)
returns void
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
begin
  if not valence.may_update_opportunity(set_opportunity_contact_roles.opportunity_id) then
    raise exception 'Opportunity % does not exist, or you may not change it', set_opportunity_contact_roles.opportunity_id
      using errcode = 'PT404';
  end if;

  update public.opportunity_contacts as l
  set role = (item.entry ->> 'role')::public.contact_role,
      is_primary = item.position = 1
  from jsonb_array_elements(contacts) with ordinality as item (entry, position)
  where l.opportunity_id = set_opportunity_contact_roles.opportunity_id
    and l.contact_id = (item.entry ->> 'contact_id')::bigint;
end
$$;

-- The columns of a table that a record to insert gives values for, as a list of names; null where it gives none.
create or replace function valence.columns_given(target regclass, given jsonb)
returns text
language sql
stable
set search_path = ''
as $$
  select string_agg(format('%I', a.attname), ', ' order by a.attnum)
  from pg_catalog.pg_attribute as a
  where a.attrelid = target
    and a.attnum > 0
    and not a.attisdropped
    and a.attgenerated = ''
    and given ? a.attname::text
$$;

-- Creates an opportunity with its contacts, participants and tags, all or nothing. opportunity holds its columns, and tag_ids;
-- columns that are absent take their defaults, the owner defaults to the signed-in user.
create or replace function public.create_opportunity_with_participants(
  opportunity jsonb,
  contacts jsonb default '[]',
  participants jsonb default '[]'
)
returns public.opportunities
language plpgsql
set search_path = ''
as $$
declare
  created public.opportunities;
begin
  opportunity := jsonb_build_object('stage', 'lead', 'sales_id', valence.current_sales_id())
    || (opportunity - 'id' - 'original_company_id' - 'legacy_stage')
    || jsonb_build_object('contact_ids', valence.contact_ids_of(contacts));

  execute format(
    'insert into public.opportunities (%1$s)
     select %1$s from jsonb_populate_record(null::public.opportunities, $1)
     returning *',
    valence.columns_given('public.opportunities', opportunity)
  ) using opportunity into created;

  -- Who may add an opportunity may not be one who may change it.
  if contacts <> '[]' then
    perform valence.set_opportunity_contact_roles(created.id, contacts);
  end if;
  if participants <> '[]' then
    perform public.sync_opportunity_participants(created.id, participants);
  end if;
  perform valence.tag_new_record('opportunities', created.id, opportunity -> 'tag_ids');
  select o.* into created from public.opportunities as o where o.id = created.id;
  return created;
end
$$;

-- Changes an opportunity together with its contacts and participants, all or nothing. changes holds the columns that
-- change; null contacts or participants stay as they are. expected holds values that columns must still have, so that no
-- one's work is overwritten unseen.
create or replace function public.update_opportunity_with_participants(
  opportunity_id bigint,
  changes jsonb,
  contacts jsonb default null,
  participants jsonb default null,
  expected jsonb default '{}'
)
returns public.opportunities
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  changed public.opportunities;
  assignments text;
  conditions text;
begin
  if not valence.may_update_opportunity(update_opportunity_with_participants.opportunity_id) then
    raise exception 'Opportunity % does not exist, or you may not change it', update_opportunity_with_participants.opportunity_id
      using errcode = 'PT404';
  end if;

  changes := changes - 'id' - 'contact_ids' - 'original_company_id' - 'legacy_stage' - 'updated_at';
  if contacts is not null then
    changes := changes || jsonb_build_object('contact_ids', valence.contact_ids_of(contacts));
  end if;
  select string_agg(format('%1$I = given.%1$I', a.attname), ', ' order by a.attnum) into assignments
  from pg_catalog.pg_attribute as a
  where a.attrelid = 'public.opportunities'::pg_catalog.regclass
    and a.attnum > 0
    and not a.attisdropped
    and a.attgenerated = ''
    and changes ? a.attname::text;
  select string_agg(format('o.%1$I is not distinct from former.%1$I', a.attname), ' and ') into conditions
  from pg_catalog.pg_attribute as a
  where a.attrelid = 'public.opportunities'::pg_catalog.regclass
    and a.attnum > 0
    and not a.attisdropped
    and expected ? a.attname::text;

  execute format(
    'update public.opportunities as o
     set %s
     from jsonb_populate_record(null::public.opportunities, $2) as given,
       jsonb_populate_record(null::public.opportunities, $3) as former
     where o.id = $1 and %s
     returning o.*',
    concat_ws(', ', assignments, 'updated_at = now()'),
    coalesce(conditions, 'true')
  ) into changed using update_opportunity_with_participants.opportunity_id, changes, expected;
  if changed.id is null then
    raise exception 'Opportunity % was changed by someone else', update_opportunity_with_participants.opportunity_id
      using errcode = 'serialization_failure';
  end if;

  if contacts is not null then
    perform valence.set_opportunity_contact_roles(update_opportunity_with_participants.opportunity_id, contacts);
  end if;
  if participants is not null then
    perform public.sync_opportunity_participants(update_opportunity_with_participants.opportunity_id, participants);
  end if;
  select o.* into changed
  from public.opportunities as o
  where o.id = update_opportunity_with_participants.opportunity_id;
  return changed;
end
$$;

-- Changes many opportunities: edits is [{ids or filter, set: {column: value}}]. Answers {count, former}, where former is
-- what was there before in the same form: to undo is to call it again with that. Rows that the caller may not change are
-- left out and not counted.
create or replace function public.bulk_update_opportunities(edits jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  allowed constant text[] := array[
    'sales_id', 'stage', 'priority', 'category', 'status', 'lost_reason', 'actual_close_date', 'probability'
  ];
  edit jsonb;
  given jsonb;
  targets bigint[];
  replaced jsonb;
  former jsonb := '[]';
  changed bigint := 0;
begin
  for edit in select item.value from jsonb_array_elements(edits) as item loop
    given := edit -> 'set';
    if given = '{}' or exists (select from jsonb_object_keys(given) as name where name <> all (allowed)) then
      raise exception 'Only % can be changed for many opportunities at once', array_to_string(allowed, ', ')
        using errcode = 'invalid_parameter_value';
    end if;

    if edit ? 'filter' then
      execute format(
        'select array_agg(o.id) from public.opportunities_summary as o where %s',
        valence.opportunity_conditions(edit -> 'filter')
      ) into targets using edit -> 'filter';
    else
      targets := array(select id::bigint from jsonb_array_elements_text(edit -> 'ids') as id);
    end if;
    -- In one order for everyone, so that two of these wait for one another and do not lock each other out.
    targets := array(
      select o.id
      from public.opportunities as o
      where o.id = any (targets) and o.deleted_at is null
      order by o.id
      for no key update
    );

    -- A probability of one's own and the day of the close go with the stage, so they come back with it.
    select jsonb_agg(jsonb_build_object('ids', alike.ids, 'set', alike.was)) into replaced
    from (
      select jsonb_agg(o.id order by o.id) as ids, before.was
      from public.opportunities as o
      cross join lateral (
        select jsonb_object_agg(field.key, field.value) as was
        from jsonb_each(to_jsonb(o.*)) as field
        where given ? field.key
          or (given ? 'stage' and field.key in ('actual_close_date', 'lost_reason'))
          or (given ? 'stage' and field.key = 'probability' and o.probability_manual)
      ) as before
      where o.id = any (targets)
      group by before.was
    ) as alike;

    execute format(
      'update public.opportunities as o
       set %s, updated_at = now()
       from jsonb_populate_record(null::public.opportunities, $2) as given
       where o.id = any ($1)',
      (select string_agg(assigned.text, ', ')
       from (
         select format('%1$I = given.%1$I', name) as text from jsonb_object_keys(given) as name
         union all
         select 'actual_close_date = valence.close_date_after(o.stage, given.stage, o.actual_close_date)'
         where given ? 'stage' and not given ? 'actual_close_date'
       ) as assigned)
    ) using targets, given;

    former := former || coalesce(replaced, '[]');
    changed := changed + cardinality(targets);
  end loop;
  return jsonb_build_object('count', changed, 'former', former);
end
$$;

-- The day of the close after a change of stage: the reader's today when it is closed now, none when it is open again.
create or replace function valence.close_date_after(
  old_stage public.opportunity_stage,
  new_stage public.opportunity_stage,
  known date
)
returns date
language sql
stable
set search_path = ''
as $$
  select case
    when old_stage = new_stage then known
    when new_stage in ('closed_won', 'closed_lost') then coalesce(known, valence.reader_day())
  end
$$;

-- Where a card goes in a long column, moving few others or none: between its neighbours, or some places above the first or behind
-- the last. Where there is no room between them, those below move down as far as the next free place, or those above move up. target is
-- null where more than a hundred would have to, or a place is not known.
create or replace function valence.free_board_place(
  new_stage public.opportunity_stage,
  moved_id bigint,
  before_id bigint,
  out target integer,
  out shifted_ids bigint[],
  out shifted_indexes integer[]
)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
declare
  above integer;
  below integer;
begin
  shifted_ids := '{}';
  shifted_indexes := '{}';
  if exists (
    select
    from public.opportunities as o
    where o.stage = new_stage and o.archived_at is null and o.deleted_at is null and o.index is null
  ) then
    return;
  end if;
  select o.index into below
  from public.opportunities as o
  where o.id = before_id and o.stage = new_stage and o.archived_at is null and o.deleted_at is null;
  if below is null then
    select max(o.index) into above
    from public.opportunities as o
    where o.stage = new_stage and o.archived_at is null and o.deleted_at is null and o.id <> moved_id;
    target := above + nullif(least(8, (32768 - above) / 2), 0);
    return;
  end if;

  select o.index into above
  from public.opportunities as o
  where o.stage = new_stage
    and o.archived_at is null
    and o.deleted_at is null
    and o.id <> moved_id
    and (o.index, o.id) < (below, before_id)
  order by o.index desc, o.id desc
  limit 1;
  if above is null and below > 0 or below - above >= 2 then
    target := case when above is null then below - least(8, (below + 1) / 2) else above + (below - above) / 2 end;
    return;
  end if;

  with near as (
    select o.id, o.index, row_number() over (order by o.index, o.id) as distance
    from public.opportunities as o
    where o.stage = new_stage
      and o.archived_at is null
      and o.deleted_at is null
      and o.id <> moved_id
      and (o.index, o.id) >= (below, before_id)
    order by o.index, o.id
    limit 101
  ),
  shifted as (
    select near.id, coalesce(above, -1) + 1 + near.distance as index
    from near
    where near.index < coalesce(above, -1) + 1 + near.distance
  )
  select coalesce(above, -1) + 1, array_agg(shifted.id order by shifted.id), array_agg(shifted.index order by shifted.id)
  into target, shifted_ids, shifted_indexes
  from shifted
  having count(*) <= 100 and max(shifted.index) <= 32767;
  if target is not null then
    return;
  end if;

  with near as (
    select o.id, o.index, row_number() over (order by o.index desc, o.id desc) as distance
    from public.opportunities as o
    where o.stage = new_stage
      and o.archived_at is null
      and o.deleted_at is null
      and o.id <> moved_id
      and (o.index, o.id) < (below, before_id)
    order by o.index desc, o.id desc
    limit 101
  ),
  shifted as (
    select near.id, below - 1 - near.distance as index from near where near.index > below - 1 - near.distance
  )
  select below - 1, array_agg(shifted.id order by shifted.id), array_agg(shifted.index order by shifted.id)
  into target, shifted_ids, shifted_indexes
  from shifted
  having count(*) <= 100 and min(shifted.index) >= 0;
end
$$;

-- Moves a card: into a stage, before another card of that stage, or to its end. One call a drag. index is the place in the
-- column counted from 0, as every client of this database has always read it. A column of more than 100 cards, of which Atomic
-- CRM reads no more than these, has room between the places instead: a move then writes one card, and not thousands. details
-- holds what is known with the move: lost_reason, actual_close_date, probability; an undo says there what was before.
create or replace function public.move_opportunity(
  opportunity_id bigint,
  new_stage public.opportunity_stage,
  before_id bigint default null,
  details jsonb default '{}'
)
returns public.opportunities
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  is_long boolean;
  target integer;
  shifted_ids bigint[];
  shifted_indexes integer[];
  moved public.opportunities;
begin
  -- Two people who move cards of one stage take turns.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('valence board ' || new_stage::text));

  select count(*) > 100 into is_long
  from (
    select
    from public.opportunities as o
    where o.stage = new_stage and o.archived_at is null and o.deleted_at is null
    limit 101
  ) as first;
  if is_long then
    select free.target, free.shifted_ids, free.shifted_indexes into target, shifted_ids, shifted_indexes
    from valence.free_board_place(new_stage, move_opportunity.opportunity_id, before_id) as free;
  end if;

  if target is null then
    with ordered as (
      select o.id, o.index, row_number() over (order by o.index nulls last, o.id) - 1 as position
      from public.opportunities as o
      where o.stage = new_stage
        and o.archived_at is null
        and o.deleted_at is null
        and o.id <> move_opportunity.opportunity_id
    ),
    place as (
      select
        coalesce((select position from ordered where id = before_id), count(*)) as position,
        -- Half of the room before the first card, where most are put, and half between them.
        case when is_long then greatest(32766 - count(*), 0) / 2 else 0 end as first,
        case when is_long then 1 + greatest(32766 - count(*), 0) / 2 / (count(*) + 1) else 1 end as step
      from ordered
    ),
    placed as (
      select
        ordered.id,
        ordered.index as former,
        least(place.first + place.step * (ordered.position + (ordered.position >= place.position)::integer), 32767) as index
      from ordered, place
    ),
    shifted as (
      select placed.id, placed.index from placed where placed.former is distinct from placed.index
    )
    select
      least(place.first + place.step * place.position, 32767),
      coalesce(array_agg(shifted.id order by shifted.id) filter (where shifted.id is not null), '{}'),
      coalesce(array_agg(shifted.index order by shifted.id) filter (where shifted.id is not null), '{}')
    into target, shifted_ids, shifted_indexes
    from place
    left join shifted on true
    group by place.position, place.first, place.step;
  end if;

  -- First their locks, in the order of their ids: two moves between the same two stages, or a move and an old client that
  -- writes several deals, would else wait for one another.
  perform from public.opportunities as o
  where o.id = any (shifted_ids || move_opportunity.opportunity_id)
  order by o.id
  for no key update;

  if cardinality(shifted_ids) > 0 then
    perform set_config('valence.shifts_cards', 'on', true);
    update public.opportunities as o
    set index = shifted.index
    from unnest(shifted_ids, shifted_indexes) as shifted (id, index)
    where o.id = shifted.id;
    perform set_config('valence.shifts_cards', 'off', true);
  end if;

  update public.opportunities as o
  set stage = new_stage,
      index = target,
      lost_reason = case when details ? 'lost_reason' then details ->> 'lost_reason' else o.lost_reason end,
      actual_close_date = case
        when details ? 'actual_close_date' then (details ->> 'actual_close_date')::date
        else valence.close_date_after(o.stage, new_stage, o.actual_close_date)
      end,
      probability = coalesce((details ->> 'probability')::smallint, o.probability),
      updated_at = now()
  where o.id = move_opportunity.opportunity_id
  returning o.* into moved;
  if not found then
    raise exception 'Opportunity % does not exist, or you may not move it', move_opportunity.opportunity_id
      using errcode = 'PT404';
  end if;
  return moved;
end
$$;
