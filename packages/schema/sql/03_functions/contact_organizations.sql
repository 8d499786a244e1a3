-- contacts.company_id and the live primary link always say the same. Each side moves the other only when they
-- differ, so the two triggers cannot chase one another.
create or replace function valence.sync_primary_organization_from_contact()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (
    select
    from public.contact_organizations as l
    where l.contact_id = new.id
      and l.organization_id is not distinct from new.company_id
      and l.is_primary_organization
      and l.deleted_at is null
  ) then
    return null;
  end if;

  -- What its links say between these two statements is nothing that the contact has come to: its row is not written for it.
  perform set_config('valence.writes_links_of', new.id::text, true);
  update public.contact_organizations as l
  set is_primary_organization = false, deleted_at = now()
  where l.contact_id = new.id
    and l.is_primary_organization
    and l.deleted_at is null;

  if new.company_id is not null then
    insert into public.contact_organizations as l (contact_id, organization_id, is_primary_organization)
    values (new.id, new.company_id, true)
    on conflict (contact_id, organization_id) where deleted_at is null
    do update set is_primary_organization = true;
  end if;
  perform set_config('valence.writes_links_of', '', true);
  return null;
end
$$;

create or replace function valence.sync_contact_from_primary_organization()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  changed_contact_id bigint := case when tg_op = 'DELETE' then old.contact_id else new.contact_id end;
  primary_id bigint;
begin
  if current_setting('valence.writes_links_of', true) = changed_contact_id::text then
    return null;
  end if;
  -- A hard delete of the organization deletes its contacts, as it always did: do not unlink them first.
  if tg_op = 'DELETE' and not exists (select from public.companies as c where c.id = old.organization_id) then
    return null;
  end if;

  select l.organization_id into primary_id
  from public.contact_organizations as l
  where l.contact_id = changed_contact_id
    and l.is_primary_organization
    and l.deleted_at is null;
  -- An UPDATE of no row would fire the triggers that an installation has for each statement.
  perform from public.contacts as c where c.id = changed_contact_id and c.company_id is distinct from primary_id;
  if found then
    update public.contacts as c
    set company_id = primary_id
    where c.id = changed_contact_id
      and c.company_id is distinct from primary_id;
  end if;
  return null;
end
$$;

-- Replaces all organizations of a contact in one transaction.
-- organizations: [{organization_id, is_primary_organization, role, purchase_influence, decision_authority,
--                  is_primary_contact, relationship_start_date, relationship_end_date, notes}]
-- The first entry is the primary one when none says so. Links that are not in the list end (they are kept as deleted).
create or replace function public.set_contact_organizations(contact_id bigint, organizations jsonb)
returns setof public.contact_organizations
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  primary_id bigint;
begin
  if not valence.may_update_contact(set_contact_organizations.contact_id) then
    raise exception 'Contact % does not exist, or you may not change it', set_contact_organizations.contact_id
      using errcode = 'PT404';
  end if;

  if exists (
    select
    from jsonb_array_elements(organizations) as entry
    group by entry ->> 'organization_id'
    having count(*) > 1
  ) then
    raise exception 'An organization is listed twice'
      using errcode = 'invalid_parameter_value',
            hint = 'Give each organization once, with its role.';
  end if;

  select coalesce(
    (select (entry ->> 'organization_id')::bigint
     from jsonb_array_elements(organizations) as entry
     where (entry ->> 'is_primary_organization')::boolean
     limit 1),
    (organizations -> 0 ->> 'organization_id')::bigint
  ) into primary_id;

  -- One statement, so that the contact comes to its new primary organization at once: by two it would be without one in between.
  -- There is one primary link at any moment: those that end go first, and the new primary one comes last.
  with ended as (
    update public.contact_organizations as l
    set deleted_at = now(), is_primary_organization = false
    where l.contact_id = set_contact_organizations.contact_id
      and l.deleted_at is null
      and not exists (
        select
        from jsonb_array_elements(organizations) as entry
        where (entry ->> 'organization_id')::bigint = l.organization_id
      )
    returning l.id
  )
  insert into public.contact_organizations as l (
    contact_id, organization_id, is_primary_organization, is_primary_contact, role, purchase_influence,
    decision_authority, relationship_start_date, relationship_end_date, notes, created_by
  )
  select
    set_contact_organizations.contact_id,
    (entry ->> 'organization_id')::bigint,
    (entry ->> 'organization_id')::bigint = primary_id,
    coalesce((entry ->> 'is_primary_contact')::boolean, false),
    (entry ->> 'role')::public.contact_role,
    coalesce(entry ->> 'purchase_influence', 'Unknown'),
    coalesce(entry ->> 'decision_authority', 'End User'),
    (entry ->> 'relationship_start_date')::date,
    (entry ->> 'relationship_end_date')::date,
    entry ->> 'notes',
    valence.current_sales_id()
  from (select count(*) from ended) as first
  cross join jsonb_array_elements(organizations) as entry
  order by (entry ->> 'organization_id')::bigint = primary_id
  on conflict (contact_id, organization_id) where deleted_at is null
  do update set
    is_primary_organization = excluded.is_primary_organization,
    is_primary_contact = excluded.is_primary_contact,
    role = excluded.role,
    purchase_influence = excluded.purchase_influence,
    decision_authority = excluded.decision_authority,
    relationship_start_date = excluded.relationship_start_date,
    relationship_end_date = excluded.relationship_end_date,
    notes = excluded.notes;

  return query
  select l.*
  from public.contact_organizations as l
  where l.contact_id = set_contact_organizations.contact_id
    and l.deleted_at is null
  order by l.is_primary_organization desc, l.id;
end
$$;

-- Makes an organization the contact's primary one. The former one stays as associated, or its relation ends today.
create or replace function public.set_primary_organization(
  contact_id bigint,
  organization_id bigint,
  keep_former boolean default true
)
returns public.contact_organizations
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  link public.contact_organizations;
begin
  if not valence.may_update_contact(set_primary_organization.contact_id) then
    raise exception 'Contact % does not exist, or you may not change it', set_primary_organization.contact_id
      using errcode = 'PT404';
  end if;
  -- One statement, as in set_contact_organizations.
  with former as (
    update public.contact_organizations as l
    set is_primary_organization = false,
        relationship_end_date = case
          when keep_former then l.relationship_end_date
          else coalesce(l.relationship_end_date, greatest(valence.reader_day(), l.relationship_start_date))
        end
    where l.contact_id = set_primary_organization.contact_id
      and l.organization_id <> set_primary_organization.organization_id
      and l.is_primary_organization
      and l.deleted_at is null
    returning l.id
  )
  insert into public.contact_organizations as l (contact_id, organization_id, is_primary_organization, created_by)
  select
    set_primary_organization.contact_id, set_primary_organization.organization_id, true, valence.current_sales_id()
  from (select count(*) from former) as first
  on conflict (contact_id, organization_id) where deleted_at is null
  do update set is_primary_organization = true, relationship_end_date = null
  returning l.* into link;
  return link;
end
$$;

-- Ends the relation of a contact with an organization on a day; null takes it up again. A primary organization hands its
-- place to the oldest current one of the others, if there is any; one that is taken up again is primary where none is.
create or replace function public.end_contact_organization(contact_id bigint, organization_id bigint, ended_on date)
returns void
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  successor bigint;
begin
  if not valence.may_update_contact(end_contact_organization.contact_id) then
    raise exception 'Contact % does not exist, or you may not change it', end_contact_organization.contact_id
      using errcode = 'PT404';
  end if;
  select l.id into successor
  from public.contact_organizations as l
  where l.contact_id = end_contact_organization.contact_id
    and l.deleted_at is null
    and case
      when l.organization_id = end_contact_organization.organization_id then ended_on is null
      else l.relationship_end_date is null
    end
    and not exists (
      select
      from public.contact_organizations as other
      where other.contact_id = end_contact_organization.contact_id
        and (other.organization_id <> end_contact_organization.organization_id or ended_on is null)
        and other.is_primary_organization
        and other.deleted_at is null
    )
  order by l.id
  limit 1;

  -- One statement, as in set_contact_organizations.
  with ended as (
    update public.contact_organizations as l
    set relationship_end_date = ended_on,
        is_primary_organization = l.is_primary_organization and ended_on is null or coalesce(l.id = successor, false)
    where l.contact_id = end_contact_organization.contact_id
      and l.organization_id = end_contact_organization.organization_id
      and l.deleted_at is null
    returning l.id
  )
  update public.contact_organizations as l
  set is_primary_organization = true
  from (select count(*) from ended) as first
  where l.id = successor
    and l.organization_id <> end_contact_organization.organization_id;
end
$$;

-- Moves an organization to the trash and unlinks its people; no person is deleted. Whose primary one it was stays written
-- in the link, for the way back.
create or replace function public.trash_organization(organization_id bigint)
returns void
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
begin
  update public.companies as c
  set deleted_at = now()
  where c.id = trash_organization.organization_id
    and c.deleted_at is null;
  if not found then
    raise exception 'Organization % does not exist, is in the trash already, or you may not change it', trash_organization.organization_id
      using errcode = 'PT404';
  end if;
  -- Their people first, as everyone else takes these locks.
  perform from public.contacts as c
  where c.id in (
    select l.contact_id
    from public.contact_organizations as l
    where l.organization_id = trash_organization.organization_id
      and l.deleted_at is null
  )
  order by c.id
  for no key update;
  update public.contact_organizations as l
  set deleted_at = now()
  where l.organization_id = trash_organization.organization_id
    and l.deleted_at is null;
end
$$;
