-- Moves the last activity of contacts on to these moments, never back. Contacts are locked by id, so that two meetings with the same people
-- wait for each other in turn. The picture is no concern of it: where there is none, Atomic CRM's trigger would fetch one while everyone
-- waits, and finds something here that keep_picture takes away again.
create or replace function valence.raise_last_seen(contact_ids bigint[], moments timestamptz[])
returns void
language sql
set search_path = ''
as $$
  update public.contacts as c
  set last_seen = latest.at, avatar = coalesce(c.avatar, '{}')
  from (
    select locked.id, seen.at
    from (
      -- What lies ahead was arranged now.
      select given.contact_id, max(least(given.at, now())) as at
      from unnest(contact_ids, moments) as given (contact_id, at)
      where isfinite(given.at)
      group by given.contact_id
    ) as seen
    join public.contacts as locked on locked.id = seen.contact_id and (locked.last_seen is null or locked.last_seen < seen.at)
    order by locked.id
    for no key update of locked
  ) as latest
  where c.id = latest.id
$$;

-- Whether a moment moves the last activity of a contact on.
create or replace function valence.is_seen_later(contact_id bigint, moment timestamptz)
returns boolean
language sql
stable
set search_path = ''
as $$
  select isfinite(moment) and exists (
    select
    from public.contacts as c
    where c.id = is_seen_later.contact_id
      and (c.last_seen is null or c.last_seen < least(moment, now()))
  )
$$;

-- An activity moves its contact. What stands for a note of the old application does not: its own trigger does that for the note, and what
-- a migration copies happened long ago. With its owner's rights, because whoever logs a call may not change the contact.
create or replace function valence.move_last_seen()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform valence.raise_last_seen(array_agg(a.contact_id), array_agg(a.activity_date))
  from written_rows as a
  where a.source_table is null and a.deleted_at is null and valence.is_seen_later(a.contact_id, a.activity_date)
  -- An UPDATE of no row would fire the triggers that an installation has for each statement.
  having count(*) > 0;
  return null;
end
$$;

-- So it does those who took part.
create or replace function valence.move_last_seen_of_participants()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform valence.raise_last_seen(array_agg(p.contact_id), array_agg(a.activity_date))
  from written_rows as p
  join public.activities as a on a.id = p.activity_id
  where a.deleted_at is null and valence.is_seen_later(p.contact_id, a.activity_date)
  having count(*) > 0;
  return null;
end
$$;

-- A contact whose last activity is moved by a trigger, ours or Atomic CRM's, keeps its lack of a picture: the old application's trigger gives one
-- with every change, were it only that somebody wrote a note.
create or replace function valence.keep_picture()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.avatar := old.avatar;
  return new;
end
$$;
