-- Before January 2025 a contact had two telephone numbers, each with a column of its own and for some months with a type. All
-- columns stay writable; the old ones are the first two of the list. An installation without types has phone_number1 and
-- phone_number2, and `older-columns.ts` writes their names here.
alter table public.contacts
  add column if not exists phone_jsonb jsonb;

-- The list that begins with the given numbers; what follows the first `taken` of the former list stays.
create or replace function valence_migration.phones_of(numbers text[], types text[], former jsonb, taken integer)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_agg(entry.phone order by entry.is_former, entry.place), '[]')
  from (
    select false as is_former, given.place, jsonb_build_object('number', given.number, 'type', coalesce(given.type, '')) as phone
    from unnest(numbers, types) with ordinality as given (number, type, place)
    where given.number is not null
    union all
    select true, kept.place, kept.phone
    from jsonb_array_elements(case when jsonb_typeof(former) = 'array' then former else '[]' end)
      with ordinality as kept (phone, place)
    where kept.place > taken
  ) as entry
$$;

create or replace function valence_migration.sync_contact_phones()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' and new.phone_jsonb is null then
    new.phone_jsonb := valence_migration.phones_of(
      array[new.phone_1_number, new.phone_2_number], array[new.phone_1_type, new.phone_2_type], null, 0
    );
  elsif tg_op = 'INSERT' or new.phone_jsonb is distinct from old.phone_jsonb then
    new.phone_1_number := new.phone_jsonb #>> '{0,number}';
    new.phone_1_type := new.phone_jsonb #>> '{0,type}';
    new.phone_2_number := new.phone_jsonb #>> '{1,number}';
    new.phone_2_type := new.phone_jsonb #>> '{1,type}';
  elsif (new.phone_1_number, new.phone_1_type, new.phone_2_number, new.phone_2_type)
    is distinct from (old.phone_1_number, old.phone_1_type, old.phone_2_number, old.phone_2_type) then
    new.phone_jsonb := valence_migration.phones_of(
      array[new.phone_1_number, new.phone_2_number], array[new.phone_1_type, new.phone_2_type], new.phone_jsonb,
      num_nonnulls(old.phone_1_number, old.phone_2_number)
    );
  end if;
  perform set_config(
    'valence.synced_phones',
    jsonb_build_array(
      new.id,
      (new.phone_1_number, new.phone_1_type, new.phone_2_number, new.phone_2_type)::text,
      new.phone_jsonb,
      num_nonnulls(new.phone_1_number, new.phone_2_number)
    )::text,
    true
  );
  return new;
end
$$;

-- Behind the installation's own triggers, some of which may have set one of the two.
create or replace function valence_migration.settle_contact_phones()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  synced jsonb := nullif(current_setting('valence.synced_phones', true), '');
begin
  if synced -> 0 is distinct from to_jsonb(new.id) then
    return new;
  end if;
  if (new.phone_1_number, new.phone_1_type, new.phone_2_number, new.phone_2_type)::text is distinct from synced ->> 1 then
    new.phone_jsonb := valence_migration.phones_of(
      array[new.phone_1_number, new.phone_2_number], array[new.phone_1_type, new.phone_2_type], new.phone_jsonb,
      (synced ->> 3)::integer
    );
  elsif new.phone_jsonb is distinct from nullif(synced -> 2, 'null') then
    new.phone_1_number := new.phone_jsonb #>> '{0,number}';
    new.phone_1_type := new.phone_jsonb #>> '{0,type}';
    new.phone_2_number := new.phone_jsonb #>> '{1,number}';
    new.phone_2_type := new.phone_jsonb #>> '{1,type}';
  end if;
  return new;
end
$$;

-- The mark before its name lets it fire before the installation's own: those find both as the client wrote them.
create or replace trigger "!valence_sync_phones"
  before insert or update on public.contacts
  for each row execute function valence_migration.sync_contact_phones();

create or replace trigger valence_settle_phones
  before insert or update on public.contacts
  for each row execute function valence_migration.settle_contact_phones();
