-- A contact that is deleted takes its links along, and its id stays in the arrays of its deals, as it always did. Where a
-- client puts the contact back under its id, its deals have it again, and so have the opportunities.
create or replace function valence_migration.remember_link()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (select from public.contacts as c where c.id = old.contact_id) then
    insert into valence_migration.former_links (contact_id, opportunity_id, role, is_primary)
    values (old.contact_id, old.opportunity_id, old.role, old.is_primary)
    on conflict (contact_id, opportunity_id)
    do update set role = excluded.role, is_primary = excluded.is_primary;
  end if;
  return null;
end
$$;

create or replace trigger valence_remember_link
  after delete on public.opportunity_contacts
  for each row execute function valence_migration.remember_link();

create or replace function valence_migration.recall_links()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.opportunity_contacts (opportunity_id, contact_id, role, is_primary, position)
  select
    o.id,
    new.id,
    f.role,
    f.is_primary and not exists (
      select from public.opportunity_contacts as p where p.opportunity_id = o.id and p.is_primary
    ),
    array_position(o.contact_ids, new.id)
  from valence_migration.former_links as f
  -- One that someone is deleting is not waited for: whoever does waits for the links that this contact had.
  cross join lateral (
    select d.id, d.contact_ids
    from public.opportunities as d
    where d.id = f.opportunity_id
    for key share skip locked
  ) as o
  where f.contact_id = new.id
    and new.id = any (o.contact_ids)
  order by o.id
  on conflict (opportunity_id, contact_id) do nothing;
  return null;
end
$$;

create or replace trigger valence_recall_links
  after insert on public.contacts
  for each row execute function valence_migration.recall_links();
