-- opportunities.contact_ids and opportunity_contacts say the same about every contact that exists. Ids in the array
-- that no longer exist are left there: they were the installation's data before us.
create or replace function valence.sync_contacts_from_opportunity()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  patience text := current_setting('lock_timeout');
  present bigint[];
  busy bigint;
begin
  -- The array may hold NULL, beside which `<> all` is never true.
  delete from public.opportunity_contacts as l
  where l.opportunity_id = new.id
    and not coalesce(l.contact_id = any (new.contact_ids), false);

  -- A contact that someone is deleting right now is left out: an old client never waited for it, nor failed on it.
  select coalesce(array_agg(c.id), '{}') into present
  from (
    select c.id
    from public.contacts as c
    where c.id = any (new.contact_ids)
    order by c.id
    for key share skip locked
  ) as c;
  -- Someone may only look at it (for update), and will be done in a moment.
  for busy in
    select c.id from public.contacts as c where c.id = any (new.contact_ids) and c.id <> all (present) order by c.id
  loop
    begin
      perform set_config('lock_timeout', '100ms', true);
      perform from public.contacts as c where c.id = busy for key share;
      if found then
        present := present || busy;
      end if;
      perform set_config('lock_timeout', patience, true);
    exception
      when lock_not_available then
        null;
    end;
  end loop;

  insert into public.opportunity_contacts as l (opportunity_id, contact_id, position, is_primary)
  select
    new.id,
    listed.contact_id,
    listed.position,
    listed.position = 1 and not exists (
      select from public.opportunity_contacts as p where p.opportunity_id = new.id and p.is_primary
    )
  from (
    select item.contact_id, min(item.position)::integer as position
    from unnest(new.contact_ids) with ordinality as item (contact_id, position)
    where item.contact_id = any (present)
    group by item.contact_id
  ) as listed
  order by listed.contact_id
  on conflict (opportunity_id, contact_id)
  do update set position = excluded.position
  where l.position is distinct from excluded.position;
  return null;
end
$$;

-- What the array says once these links are added or taken away.
create or replace function valence.contact_ids_after(contact_ids bigint[], operation text, changed_ids bigint[])
returns bigint[]
language sql
stable
set search_path = ''
as $$
  select case
    when operation = 'INSERT' then contact_ids || array(
      select item.id
      from unnest(changed_ids) with ordinality as item (id, place)
      where not coalesce(item.id = any (contact_ids), false)
      order by item.place
    )
    when contact_ids && changed_ids then array(
      select item.id
      from unnest(contact_ids) with ordinality as item (id, place)
      where not coalesce(item.id = any (changed_ids), false)
        -- Deleting a contact never cleaned the array, and old clients skip ids that do not exist.
        or not exists (select from public.contacts as c where c.id = item.id)
      order by item.place
    )
    else contact_ids
  end
$$;

-- Once for each opportunity of a statement, however many links it adds or takes away.
create or replace function valence.sync_opportunity_from_links()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  changed record;
begin
  for changed in
    select g.opportunity_id as id, array_agg(g.contact_id order by g.id) as contact_ids
    from given_links as g
    group by g.opportunity_id
    order by g.opportunity_id
  loop
    -- An UPDATE of no row would fire the triggers that an installation has for each statement.
    perform from public.opportunities as o
    where o.id = changed.id
      and o.contact_ids is distinct from valence.contact_ids_after(o.contact_ids, tg_op, changed.contact_ids);
    if found then
      update public.opportunities as o
      set contact_ids = valence.contact_ids_after(o.contact_ids, tg_op, changed.contact_ids)
      where o.id = changed.id
        and o.contact_ids is distinct from valence.contact_ids_after(o.contact_ids, tg_op, changed.contact_ids);
    end if;
  end loop;
  return null;
end
$$;

-- The customer of an opportunity is its primary participant.
create or replace function valence.sync_customer_participant()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.opportunity_participants as p
  set is_primary = false, deleted_at = now()
  where p.opportunity_id = new.id
    and p.role = 'customer'
    and p.is_primary
    and p.deleted_at is null
    and p.organization_id is distinct from new.customer_organization_id;

  if new.customer_organization_id is not null then
    insert into public.opportunity_participants as p (opportunity_id, organization_id, role, is_primary)
    values (new.id, new.customer_organization_id, 'customer', true)
    on conflict (opportunity_id, organization_id, role)
    do update set is_primary = true, deleted_at = null;
  end if;
  return null;
end
$$;
