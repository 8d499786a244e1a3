-- Before January 2025 a contact had one e-mail, as text. Both columns stay writable; the old one is the first of the list.
alter table public.contacts
  add column if not exists email_jsonb jsonb;

-- The list whose first e-mail is the given one; what follows in the former list stays.
create or replace function valence_migration.emails_of(email text, former jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select case
    when email is null then nullif(rest.entries, '[]')
    else jsonb_build_array(jsonb_build_object('email', email, 'type', coalesce(former #>> '{0,type}', 'Other'))) || rest.entries
  end
  from (select case when jsonb_typeof(former) = 'array' then former - 0 else '[]' end as entries) as rest
$$;

create or replace function valence_migration.sync_contact_emails()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' and new.email_jsonb is null
    or tg_op = 'UPDATE' and new.email_jsonb is not distinct from old.email_jsonb and new.email is distinct from old.email then
    new.email_jsonb := valence_migration.emails_of(new.email, new.email_jsonb);
  elsif tg_op = 'INSERT' or new.email_jsonb is distinct from old.email_jsonb then
    new.email := new.email_jsonb #>> '{0,email}';
  end if;
  perform set_config('valence.synced_emails', jsonb_build_array(new.id, new.email, new.email_jsonb)::text, true);
  return new;
end
$$;

-- Behind the installation's own triggers, some of which may have set one of the two.
create or replace function valence_migration.settle_contact_emails()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  synced jsonb := nullif(current_setting('valence.synced_emails', true), '');
begin
  if synced -> 0 is distinct from to_jsonb(new.id) then
    return new;
  end if;
  if new.email is distinct from synced ->> 1 then
    new.email_jsonb := valence_migration.emails_of(new.email, new.email_jsonb);
  elsif new.email_jsonb is distinct from nullif(synced -> 2, 'null') then
    new.email := new.email_jsonb #>> '{0,email}';
  end if;
  return new;
end
$$;

-- The mark before its name lets it fire before the installation's own: those find both as the client wrote them.
create or replace trigger "!valence_sync_emails"
  before insert or update on public.contacts
  for each row execute function valence_migration.sync_contact_emails();

create or replace trigger valence_settle_emails
  before insert or update on public.contacts
  for each row execute function valence_migration.settle_contact_emails();
