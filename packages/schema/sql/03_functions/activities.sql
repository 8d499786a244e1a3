-- A note and the activity that stands for it say the same. Extra columns of the activity (outcome, follow-up …) are
-- the activity's own.
--
-- Who writes both takes the lock of the note first: an old client has it already, the policies of activities take it
-- (lock_note). The organization is only taken where no one is deleting it: whoever writes a note never waited for that, and
-- the one who deletes it waits for the note.
create or replace function valence.sync_activity_from_opportunity_note()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    -- So does its activity, unless that lies in the trash, where it keeps what the note had.
    update public.activities as a
    set source_row = to_jsonb(old)
    where a.source_table = 'opportunity_notes' and a.source_id = old.id and a.deleted_at is not null;
    if not found then
      delete from public.activities as a
      where a.source_table = 'opportunity_notes' and a.source_id = old.id;
    end if;
    return null;
  end if;
  if tg_op = 'UPDATE' then
    -- Most have one. In the trash it keeps what it had.
    update public.activities as a
    set description = new.text,
        activity_date = new.date,
        opportunity_id = new.opportunity_id,
        attachments = new.attachments,
        created_by = new.sales_id
    where a.source_table = 'opportunity_notes'
      and a.source_id = new.id
      and a.source_row is null
      and (a.description, a.activity_date, a.opportunity_id, a.attachments, a.created_by)
        is distinct from
        (new.text, new.date, new.opportunity_id, new.attachments, new.sales_id);
    if found then
      return null;
    end if;
  end if;
  insert into public.activities as a (
    activity_type, type, description, activity_date, opportunity_id, organization_id, attachments,
    created_by, created_at, source_table, source_id
  )
  select
    'interaction', 'note', new.text, new.date, new.opportunity_id,
    (select c.id from public.companies as c where c.id = o.customer_organization_id for key share skip locked),
    new.attachments, new.sales_id, coalesce(new.date, now()), 'opportunity_notes', new.id
  from public.opportunities as o
  where o.id = new.opportunity_id
  on conflict (source_table, source_id)
  do update set
    description = excluded.description,
    activity_date = excluded.activity_date,
    opportunity_id = excluded.opportunity_id,
    attachments = excluded.attachments,
    created_by = excluded.created_by
  where a.source_row is null
    and (a.description, a.activity_date, a.opportunity_id, a.attachments, a.created_by)
      is distinct from
      (excluded.description, excluded.activity_date, excluded.opportunity_id, excluded.attachments, excluded.created_by);
  return null;
end
$$;

create or replace function valence.sync_activity_from_contact_note()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    -- So does its activity, unless that lies in the trash, where it keeps what the note had.
    update public.activities as a
    set source_row = to_jsonb(old)
    where a.source_table = 'contact_notes' and a.source_id = old.id and a.deleted_at is not null;
    if not found then
      delete from public.activities as a
      where a.source_table = 'contact_notes' and a.source_id = old.id;
    end if;
    return null;
  end if;
  if tg_op = 'UPDATE' then
    -- Most have one. In the trash it keeps what it had.
    update public.activities as a
    set description = new.text,
        activity_date = new.date,
        contact_id = new.contact_id,
        status = new.status,
        attachments = new.attachments,
        created_by = new.sales_id
    where a.source_table = 'contact_notes'
      and a.source_id = new.id
      and a.source_row is null
      and (a.description, a.activity_date, a.contact_id, a.status, a.attachments, a.created_by)
        is distinct from
        (new.text, new.date, new.contact_id, new.status, new.attachments, new.sales_id);
    if found then
      return null;
    end if;
  end if;
  insert into public.activities as a (
    activity_type, type, description, activity_date, contact_id, organization_id, status, attachments,
    created_by, created_at, source_table, source_id
  )
  select
    'engagement', 'note', new.text, new.date, new.contact_id,
    (select o.id from public.companies as o where o.id = c.company_id for key share skip locked),
    new.status, new.attachments, new.sales_id, coalesce(new.date, now()), 'contact_notes', new.id
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
  where a.source_row is null
    and (a.description, a.activity_date, a.contact_id, a.status, a.attachments, a.created_by)
      is distinct from
      (
        excluded.description, excluded.activity_date, excluded.contact_id, excluded.status, excluded.attachments,
        excluded.created_by
      );
  return null;
end
$$;

-- An edit of such an activity reaches its note, and so does its end. What a note cannot be without (its opportunity or
-- contact), or loses with the salesperson it names, is not taken from it by an activity that has lost it.
-- Where the note says so already nothing is written: a statement without a row would fire the triggers that an installation
-- has for each statement.
create or replace function valence.sync_note_from_activity()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  assignments text;
begin
  if tg_op = 'DELETE' then
    if old.source_table = 'opportunity_notes' then
      perform from public.opportunity_notes as n where n.id = old.source_id;
      if found then
        delete from public.opportunity_notes as n where n.id = old.source_id;
      end if;
    elsif exists (select from public.opportunities as o where o.id = old.opportunity_id)
      or old.opportunity_id is null then
      perform from public.contact_notes as n where n.id = old.source_id;
      if found then
        delete from public.contact_notes as n where n.id = old.source_id;
      end if;
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

  -- What changed is set, and nothing else: an installation may have triggers that wait for one column.
  if new.source_table = 'opportunity_notes' then
    select concat_ws(
      ', ',
      case when n.text is distinct from new.description then 'text = $2' end,
      case when n.date is distinct from new.activity_date then 'date = $3' end,
      case when n.attachments is distinct from new.attachments then 'attachments = $4' end,
      case when n.sales_id is distinct from coalesce(new.created_by, n.sales_id) then 'sales_id = $5' end,
      case when n.opportunity_id is distinct from coalesce(new.opportunity_id, n.opportunity_id) then 'opportunity_id = $6' end
    ) into assignments
    from public.opportunity_notes as n
    where n.id = new.source_id;
  elsif new.source_table = 'contact_notes' then
    select concat_ws(
      ', ',
      case when n.text is distinct from new.description then 'text = $2' end,
      case when n.date is distinct from new.activity_date then 'date = $3' end,
      case when n.attachments is distinct from new.attachments then 'attachments = $4' end,
      case when n.sales_id is distinct from coalesce(new.created_by, n.sales_id) then 'sales_id = $5' end,
      case when n.contact_id is distinct from coalesce(new.contact_id, n.contact_id) then 'contact_id = $7' end,
      case when n.status is distinct from new.status then 'status = $8' end
    ) into assignments
    from public.contact_notes as n
    where n.id = new.source_id;
  end if;
  if assignments <> '' then
    execute format('update public.%I as n set %s where n.id = $1', new.source_table, assignments)
    using new.source_id, new.description, new.activity_date, new.attachments, new.created_by, new.opportunity_id, new.contact_id, new.status;
  end if;
  return null;
end
$$;

-- An activity that goes to the trash takes its note along, with the caller's own right to delete it: old clients have no
-- trash, and would go on showing it. The note's clean-up of attachments finds no request to answer to (Atomic CRM's deletes
-- files only then): they are needed when the activity comes back.
create or replace function valence.sync_note_trashed()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  headers text := coalesce(nullif(current_setting('request.headers', true), ''), '{}');
  is_gone boolean;
begin
  -- Deleted by a mark of the installation's own, which keeps the note.
  if current_setting('valence.keeps_note', true) = 'on' then
    return null;
  end if;
  perform set_config('request.headers', '{}', true);
  if new.source_table = 'opportunity_notes' then
    delete from public.opportunity_notes as n where n.id = new.source_id;
  else
    delete from public.contact_notes as n where n.id = new.source_id;
  end if;
  is_gone := found;
  perform set_config('request.headers', headers, true);
  if not is_gone then
    raise exception 'Activity % stands for a note that you may not delete', new.id
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;

-- Out of the trash: first the note comes back under its id, with what it had beside the activity. Where its contact or
-- opportunity is gone there is no place for a note, and the activity stands for itself. source_row is cleared afterwards: the
-- policies do not see the note yet when they look at the new row.
create or replace function valence.sync_note_restored()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  target regclass := format('public.%I', old.source_table)::regclass;
  note jsonb := old.source_row || jsonb_build_object(
    'text', old.description, 'date', old.activity_date, 'attachments', old.attachments, 'sales_id', old.created_by
  );
  columns text;
begin
  note := note || case old.source_table
    when 'opportunity_notes' then jsonb_build_object('opportunity_id', old.opportunity_id)
    else jsonb_build_object('contact_id', old.contact_id, 'status', old.status)
  end;
  if num_nonnulls(note ->> 'opportunity_id', note ->> 'contact_id') = 0 then
    new.source_table := null;
    new.source_id := null;
    new.source_row := null;
    return new;
  end if;

  select string_agg(format('%I', a.attname), ', ' order by a.attnum) into columns
  from pg_catalog.pg_attribute as a
  where a.attrelid = target
    and a.attnum > 0
    and not a.attisdropped
    and a.attgenerated = '';
  execute format(
    'insert into %1$s (%2$s) overriding system value
     select %2$s from jsonb_populate_record(null::%1$s, $1)
     returning sales_id',
    target, columns
  ) using note into new.created_by;
  return new;
end
$$;

create or replace function valence.forget_source_row()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.activities as a set source_row = null where a.id = new.id;
  return null;
end
$$;

-- A note that is written as an activity is a note for old clients too. Calls, meetings and the like have no place in the
-- old shape: they are seen under the new names only, and a rollback parks them. An installation that does not take the
-- note (a rule of its own) leaves the activity as it is.
create or replace function valence.sync_note_written()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  note_table text := case when new.opportunity_id is null then 'contact_notes' else 'opportunity_notes' end;
  note_id bigint := nextval(pg_get_serial_sequence('public.' || note_table, 'id'));
begin
  update public.activities as a
  set source_table = note_table, source_id = note_id
  where a.id = new.id;
  if note_table = 'opportunity_notes' then
    insert into public.opportunity_notes (id, opportunity_id, text, date, attachments, sales_id)
    values (note_id, new.opportunity_id, new.description, new.activity_date, new.attachments, new.created_by);
  else
    insert into public.contact_notes (id, contact_id, text, date, status, attachments, sales_id)
    values (
      note_id, new.contact_id, new.description, new.activity_date, new.status, new.attachments, new.created_by
    );
  end if;
  return null;
exception
  when integrity_constraint_violation or raise_exception or insufficient_privilege then
    return null;
end
$$;

-- What a task or an activity is about, by name: {contact, organization, opportunity}, each null where it is not about one, or where
-- that is in the trash of opportunities. With a contact comes the primary organization.
create or replace function valence.about_names(contact_id bigint, organization_id bigint, opportunity_id bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'contact', (
      select jsonb_build_object(
        'id', c.id, 'first_name', c.first_name, 'last_name', c.last_name, 'company_id', c.company_id,
        'company_name', (select co.name from public.companies as co where co.id = c.company_id)
      )
      from public.contacts as c
      where c.id = about_names.contact_id
    ),
    'organization', (
      select jsonb_build_object('id', co.id, 'name', co.name) from public.companies as co where co.id = about_names.organization_id
    ),
    'opportunity', (
      select jsonb_build_object('id', o.id, 'name', o.name)
      from public.opportunities as o
      where o.id = about_names.opportunity_id and o.deleted_at is null
    )
  )
$$;

-- Logs an interaction (with an opportunity) or an engagement (without one), with who took part. A day to follow up on
-- becomes a task of the caller about the same contact and opportunity; where no contact is known, it becomes the next step of
-- the opportunity, and where there is none either, a task about the organization.
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
    valence.current_sales_id()
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

  if logged.follow_up_date is not null and logged.contact_id is null and logged.opportunity_id is not null then
    update public.opportunities as o
    set next_action = coalesce(nullif(activity ->> 'follow_up_text', ''), logged.subject, o.next_action),
        next_action_date = logged.follow_up_date
    where o.id = logged.opportunity_id;
  elsif logged.follow_up_date is not null then
    -- Noon, so that no time zone moves it to another day.
    insert into public.tasks (contact_id, organization_id, opportunity_id, type, text, due_date, sales_id)
    values (
      logged.contact_id, case when logged.contact_id is null then logged.organization_id end, logged.opportunity_id,
      activity ->> 'follow_up_type', coalesce(nullif(activity ->> 'follow_up_text', ''), logged.subject),
      logged.follow_up_date + time '12:00', logged.created_by
    );
  end if;
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
      using errcode = 'PT404';
  end if;
  return converted;
end
$$;

-- The way back: an interaction becomes an engagement when it did not belong to the opportunity. Not where it is a note of the
-- opportunity, which cannot be without it, nor where it is about nothing else.
create or replace function public.convert_interaction_to_engagement(activity_id bigint)
returns public.activities
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  converted public.activities;
begin
  update public.activities as a
  set activity_type = 'engagement',
      opportunity_id = null
  where a.id = convert_interaction_to_engagement.activity_id
    and a.activity_type = 'interaction'
    and a.source_table is distinct from 'opportunity_notes'
    and num_nonnulls(a.contact_id, a.organization_id) > 0
  returning a.* into converted;
  if not found then
    raise exception 'Activity % is not an interaction, does not exist, or you may not change it', convert_interaction_to_engagement.activity_id
      using errcode = 'PT404',
            hint = 'A note of an opportunity stays with it, and so does what is about no contact and no organization.';
  end if;
  return converted;
end
$$;
