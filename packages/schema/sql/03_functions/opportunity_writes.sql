-- Replaces the participants of an opportunity, except its customer, which follows customer_organization_id.
-- participants: [{organization_id, role, notes}]
create or replace function public.sync_opportunity_participants(opportunity_id bigint, participants jsonb)
returns setof public.opportunity_participants
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
begin
  if not public.may_update_opportunity(sync_opportunity_participants.opportunity_id) then
    raise exception 'Opportunity % does not exist, or you may not change it', sync_opportunity_participants.opportunity_id
      using errcode = 'no_data_found';
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
    public.current_sales_id()
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

-- Replaces the contacts of an opportunity, in order. contacts: [{contact_id, role}]
create or replace function public.set_opportunity_contacts(opportunity_id bigint, contacts jsonb)
returns void
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
begin
  if not public.may_update_opportunity(set_opportunity_contacts.opportunity_id) then
    raise exception 'Opportunity % does not exist, or you may not change it', set_opportunity_contacts.opportunity_id
      using errcode = 'no_data_found';
  end if;

  update public.opportunities as o
  set contact_ids = (
    select coalesce(array_agg((item.entry ->> 'contact_id')::bigint order by item.position), '{}')
    from jsonb_array_elements(contacts) with ordinality as item (entry, position)
  )
  where o.id = set_opportunity_contacts.opportunity_id;

  update public.opportunity_contacts as l
  set role = (item.entry ->> 'role')::public.contact_role,
      is_primary = item.position = 1
  from jsonb_array_elements(contacts) with ordinality as item (entry, position)
  where l.opportunity_id = set_opportunity_contacts.opportunity_id
    and l.contact_id = (item.entry ->> 'contact_id')::bigint;
end
$$;

-- Creates an opportunity with its contacts and participants, all or nothing. opportunity holds its columns;
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
  columns text;
begin
  opportunity := jsonb_build_object('stage', 'lead', 'sales_id', public.current_sales_id())
    || (opportunity - 'id' - 'contact_ids' - 'original_company_id' - 'legacy_stage');

  select string_agg(format('%I', a.attname), ', ' order by a.attnum) into columns
  from pg_catalog.pg_attribute as a
  where a.attrelid = 'public.opportunities'::pg_catalog.regclass
    and a.attnum > 0
    and not a.attisdropped
    and a.attgenerated = ''
    and opportunity ? a.attname::text;

  execute format(
    'insert into public.opportunities (%1$s)
     select %1$s from jsonb_populate_record(null::public.opportunities, $1)
     returning *',
    columns
  ) using opportunity into created;

  perform public.set_opportunity_contacts(created.id, contacts);
  perform public.sync_opportunity_participants(created.id, participants);
  select o.* into created from public.opportunities as o where o.id = created.id;
  return created;
end
$$;

-- Moves a card: into a stage, before another card of that stage, or to its end. One call a drag; index is the place
-- in the column counted from 0, as every client of this database has always read it.
create or replace function public.move_opportunity(
  opportunity_id bigint,
  new_stage public.opportunity_stage,
  before_id bigint default null
)
returns public.opportunities
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  target integer;
  shifted_ids bigint[];
  shifted_indexes integer[];
  moved public.opportunities;
begin
  -- Two people who move cards of one stage take turns.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('valence board ' || new_stage::text));

  -- Which cards move, and where to; then their locks, in the order of their ids: two moves between the same two stages, or
  -- a move and an old client that writes several deals, would else wait for one another.
  with ordered as (
    select o.id, o.index, row_number() over (order by o.index nulls last, o.id) - 1 as position
    from public.opportunities as o
    where o.stage = new_stage
      and o.archived_at is null
      and o.deleted_at is null
      and o.id <> move_opportunity.opportunity_id
  ),
  place as (
    select coalesce(
      (select position from ordered where id = before_id),
      (select count(*) from ordered)
    ) as position
  ),
  shifted as (
    select ordered.id, least(ordered.position + (ordered.position >= place.position)::integer, 32767) as index
    from ordered, place
    where ordered.index is distinct from least(ordered.position + (ordered.position >= place.position)::integer, 32767)
  )
  select
    place.position,
    coalesce(array_agg(shifted.id order by shifted.id) filter (where shifted.id is not null), '{}'),
    coalesce(array_agg(shifted.index order by shifted.id) filter (where shifted.id is not null), '{}')
  into target, shifted_ids, shifted_indexes
  from place
  left join shifted on true
  group by place.position;

  perform from public.opportunities as o
  where o.id = any (shifted_ids || move_opportunity.opportunity_id)
  order by o.id
  for no key update;

  update public.opportunities as o
  set index = shifted.index
  from unnest(shifted_ids, shifted_indexes) as shifted (id, index)
  where o.id = shifted.id;

  update public.opportunities as o
  set stage = new_stage,
      index = least(target, 32767),
      updated_at = now()
  where o.id = move_opportunity.opportunity_id
  returning o.* into moved;
  if not found then
    raise exception 'Opportunity % does not exist, or you may not move it', move_opportunity.opportunity_id
      using errcode = 'no_data_found';
  end if;
  return moved;
end
$$;
