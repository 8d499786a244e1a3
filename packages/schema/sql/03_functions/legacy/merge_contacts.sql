-- Merges a contact into another and returns the one that stays. Everything of the loser moves; the record says what,
-- so that the merge can be undone. An installation that has a function of this name keeps its own.
create or replace function public.merge_contacts(loser_id bigint, winner_id bigint)
returns bigint
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  loser public.contacts;
  moved jsonb;
begin
  if merge_contacts.loser_id = merge_contacts.winner_id
    -- In one order, whoever of the two stays: two people may merge the same two in opposite directions.
    or not valence.may_update_contact(least(merge_contacts.loser_id, merge_contacts.winner_id))
    or not valence.may_update_contact(greatest(merge_contacts.loser_id, merge_contacts.winner_id)) then
    raise exception 'Contacts % and % cannot be merged', merge_contacts.loser_id, merge_contacts.winner_id
      using errcode = 'PT404',
            hint = 'They have to be two, to exist, and to be yours to change.';
  end if;
  select c.* into loser from public.contacts as c where c.id = merge_contacts.loser_id;

  select jsonb_build_object(
    'contact', to_jsonb(loser),
    'tasks', (select jsonb_agg(t.id) from public.tasks as t where t.contact_id = loser.id),
    'contact_notes', (select jsonb_agg(n.id) from public.contact_notes as n where n.contact_id = loser.id),
    'activities', (select jsonb_agg(a.id) from public.activities as a where a.contact_id = loser.id),
    'external_keys', (select jsonb_agg(k.id) from public.external_keys as k where k.contact_id = loser.id),
    'participations', (select jsonb_agg(p.id) from public.interaction_participants as p where p.contact_id = loser.id),
    'organizations', (select jsonb_agg(to_jsonb(l.*)) from public.contact_organizations as l where l.contact_id = loser.id),
    'opportunities', (
      select jsonb_agg(jsonb_build_object('id', o.id, 'contact_ids', o.contact_ids))
      from public.opportunities as o
      where loser.id = any (o.contact_ids)
    )
  ) into moved;

  update public.tasks as t set contact_id = merge_contacts.winner_id where t.contact_id = loser.id;
  update public.contact_notes as n set contact_id = merge_contacts.winner_id where n.contact_id = loser.id;
  update public.activities as a set contact_id = merge_contacts.winner_id where a.contact_id = loser.id;
  update public.interaction_participants as p
  set contact_id = merge_contacts.winner_id
  where p.contact_id = loser.id
    and not exists (
      select
      from public.interaction_participants as present
      where present.activity_id = p.activity_id
        and present.contact_id = merge_contacts.winner_id
        and present.organization_id is not distinct from p.organization_id
    );

  update public.opportunities as o
  set contact_ids = (
    select array_agg(item.contact_id order by item.place)
    from (
      select listed.contact_id, min(listed.place) as place
      from unnest(array_replace(o.contact_ids, loser.id, merge_contacts.winner_id))
        with ordinality as listed (contact_id, place)
      group by listed.contact_id
    ) as item
  )
  where loser.id = any (o.contact_ids);

  insert into public.contact_organizations as l (
    contact_id, organization_id, role, purchase_influence, decision_authority, relationship_start_date,
    relationship_end_date, notes, created_by
  )
  select
    merge_contacts.winner_id, former.organization_id, former.role, former.purchase_influence, former.decision_authority,
    former.relationship_start_date, former.relationship_end_date, former.notes, former.created_by
  from public.contact_organizations as former
  where former.contact_id = loser.id
    and former.deleted_at is null
  on conflict (contact_id, organization_id) where deleted_at is null do nothing;

  update public.contacts as c
  set tags = array(select distinct tag from unnest(c.tags || loser.tags) as tag where tag is not null order by tag),
      email_jsonb = (
        select coalesce(jsonb_agg(distinct entry), '[]')
        from jsonb_array_elements(coalesce(c.email_jsonb, '[]') || coalesce(loser.email_jsonb, '[]')) as entry
      ),
      phone_jsonb = (
        select coalesce(jsonb_agg(distinct entry), '[]')
        from jsonb_array_elements(coalesce(c.phone_jsonb, '[]') || coalesce(loser.phone_jsonb, '[]')) as entry
      ),
      title = coalesce(c.title, loser.title),
      background = coalesce(c.background, loser.background),
      linkedin_url = coalesce(c.linkedin_url, loser.linkedin_url)
  where c.id = merge_contacts.winner_id;

  update public.external_keys as k set contact_id = merge_contacts.winner_id where k.contact_id = loser.id;

  perform set_config('valence.keeps_records', 'on', true);
  insert into public.merge_records (loser_id, winner_id, record, created_by)
  values (loser.id, merge_contacts.winner_id, moved, valence.current_sales_id());
  delete from public.contacts as c where c.id = loser.id;
  return merge_contacts.winner_id;
end
$$;
