-- A note and the activity that stands for it say the same. Extra columns of the activity (outcome, follow-up …) are
-- the activity's own.
create or replace function public.sync_activity_from_opportunity_note()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    delete from public.activities as a
    where a.source_table = 'opportunity_notes' and a.source_id = old.id;
    return null;
  end if;
  insert into public.activities as a (
    activity_type, type, description, activity_date, opportunity_id, organization_id, attachments,
    created_by, created_at, source_table, source_id
  )
  select
    'interaction', 'note', new.text, new.date, new.opportunity_id, o.customer_organization_id, new.attachments,
    new.sales_id, coalesce(new.date, now()), 'opportunity_notes', new.id
  from public.opportunities as o
  where o.id = new.opportunity_id
  on conflict (source_table, source_id)
  do update set
    description = excluded.description,
    activity_date = excluded.activity_date,
    opportunity_id = excluded.opportunity_id,
    attachments = excluded.attachments,
    created_by = excluded.created_by
  where (a.description, a.activity_date, a.opportunity_id, a.attachments, a.created_by)
    is distinct from
    (excluded.description, excluded.activity_date, excluded.opportunity_id, excluded.attachments, excluded.created_by);
  return null;
end
$$;

create or replace function public.sync_activity_from_contact_note()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    delete from public.activities as a
    where a.source_table = 'contact_notes' and a.source_id = old.id;
    return null;
  end if;
  insert into public.activities as a (
    activity_type, type, description, activity_date, contact_id, organization_id, status, attachments,
    created_by, created_at, source_table, source_id
  )
  select
    'engagement', 'note', new.text, new.date, new.contact_id, c.company_id, new.status, new.attachments,
    new.sales_id, coalesce(new.date, now()), 'contact_notes', new.id
  from public.contacts as c
  where c.id = new.contact_id
  on conflict (source_table, source_id)
  do update set
    description = excluded.description,
    activity_date = excluded.activity_date,
    contact_id = excluded.contact_id,
    status = excluded.status,
    attachments = excluded.attachments,
    created_by = excluded.created_by
  where (a.description, a.activity_date, a.contact_id, a.status, a.attachments, a.created_by)
    is distinct from
    (excluded.description, excluded.activity_date, excluded.contact_id, excluded.status, excluded.attachments, excluded.created_by);
  return null;
end
$$;

-- An edit of such an activity reaches its note, and so does its end. What a note cannot be without (its opportunity or
-- contact), or loses with the salesperson it names, is not taken from it by an activity that has lost it.
create or replace function public.sync_note_from_activity()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    if old.source_table = 'opportunity_notes' then
      delete from public.opportunity_notes as n where n.id = old.source_id;
    elsif exists (select from public.opportunities as o where o.id = old.opportunity_id)
      or old.opportunity_id is null then
      delete from public.contact_notes as n where n.id = old.source_id;
    else
      -- It went with the opportunity that it was converted for. Its note belongs to a contact, and stays.
      insert into public.activities
      select kept.*
      from public.contact_notes as n
      cross join lateral jsonb_populate_record(
        old,
        jsonb_build_object(
          'activity_type', 'engagement',
          'opportunity_id', null,
          'organization_id', (select c.id from public.companies as c where c.id = old.organization_id)
        )
      ) as kept
      where n.id = old.source_id
      on conflict (source_table, source_id) do nothing;
    end if;
    return null;
  end if;

  if new.source_table = 'opportunity_notes' then
    update public.opportunity_notes as n
    set text = new.description,
        date = new.activity_date,
        attachments = new.attachments,
        opportunity_id = coalesce(new.opportunity_id, n.opportunity_id),
        sales_id = coalesce(new.created_by, n.sales_id)
    where n.id = new.source_id
      and (n.text, n.date, n.attachments, n.opportunity_id, n.sales_id) is distinct from
        (
          new.description, new.activity_date, new.attachments,
          coalesce(new.opportunity_id, n.opportunity_id), coalesce(new.created_by, n.sales_id)
        );
  elsif new.source_table = 'contact_notes' then
    update public.contact_notes as n
    set text = new.description,
        date = new.activity_date,
        attachments = new.attachments,
        status = new.status,
        contact_id = coalesce(new.contact_id, n.contact_id),
        sales_id = coalesce(new.created_by, n.sales_id)
    where n.id = new.source_id
      and (n.text, n.date, n.attachments, n.status, n.contact_id, n.sales_id) is distinct from
        (
          new.description, new.activity_date, new.attachments, new.status,
          coalesce(new.contact_id, n.contact_id), coalesce(new.created_by, n.sales_id)
        );
  end if;
  return null;
end
$$;

-- Logs an interaction (with an opportunity) or an engagement (without one), with who took part.
-- activity holds its columns; participants: [{contact_id, organization_id, role}]
create or replace function public.log_activity(activity jsonb, participants jsonb default '[]')
returns public.activities
language plpgsql
set search_path = ''
as $$
declare
  logged public.activities;
begin
  insert into public.activities (
    activity_type, type, subject, description, activity_date, duration_minutes, contact_id, organization_id,
    opportunity_id, follow_up_required, follow_up_date, outcome, sentiment, location, status, attachments, created_by
  )
  select
    case when given.opportunity_id is null then 'engagement' else 'interaction' end::public.activity_type,
    coalesce(given.type, 'note'),
    given.subject,
    given.description,
    coalesce(given.activity_date, now()),
    given.duration_minutes,
    given.contact_id,
    coalesce(
      given.organization_id,
      (select o.customer_organization_id from public.opportunities as o where o.id = given.opportunity_id),
      (select c.company_id from public.contacts as c where c.id = given.contact_id)
    ),
    given.opportunity_id,
    coalesce(given.follow_up_required, given.follow_up_date is not null),
    given.follow_up_date,
    given.outcome,
    given.sentiment,
    given.location,
    given.status,
    given.attachments,
    public.current_sales_id()
  from jsonb_populate_record(null::public.activities, activity) as given
  returning * into logged;

  insert into public.interaction_participants (activity_id, contact_id, organization_id, role)
  select
    logged.id,
    (entry ->> 'contact_id')::bigint,
    (entry ->> 'organization_id')::bigint,
    (entry ->> 'role')::public.participant_role
  from jsonb_array_elements(participants) as entry
  on conflict do nothing;
  return logged;
end
$$;

-- An engagement becomes an interaction when an opportunity appears.
create or replace function public.convert_engagement_to_interaction(activity_id bigint, opportunity_id bigint)
returns public.activities
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  converted public.activities;
begin
  update public.activities as a
  set activity_type = 'interaction',
      opportunity_id = convert_engagement_to_interaction.opportunity_id
  where a.id = convert_engagement_to_interaction.activity_id
    and a.activity_type = 'engagement'
  returning a.* into converted;
  if not found then
    raise exception 'Activity % is not an engagement, does not exist, or you may not change it', convert_engagement_to_interaction.activity_id
      using errcode = 'no_data_found';
  end if;
  return converted;
end
$$;
