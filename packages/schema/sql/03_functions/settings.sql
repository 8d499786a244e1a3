-- Changes keys of the settings; null takes a key away, so that its default holds again. All other keys stay as they are.
-- former says what these keys held when they were read: where one holds something else by now, nothing is written, and
-- neither is it where records hold one of the values that are dropped: {companySectors: [energy]}.
create or replace function public.change_settings(changes jsonb, former jsonb, dropped jsonb default '{}')
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  present jsonb;
  answer jsonb;
  held record;
begin
  -- The lock applies the update policies: whoever may not write sees no row here.
  select c.config into present from public.configuration as c where c.id = 1 for no key update;
  if not found then
    raise exception 'The settings are changed by administrators' using errcode = 'insufficient_privilege';
  end if;
  if exists (
    select
    from jsonb_object_keys(changes) as changed (key)
    where nullif(present -> changed.key, 'null') is distinct from nullif(former -> changed.key, 'null')
  ) then
    raise exception 'Someone else saved these settings first. Reload the page to see theirs, then change them again.'
      using errcode = 'P0001';
  end if;
  if dropped <> '{}' then
    select used.key as value, used.value as uses into held
    from jsonb_each(public.count_setting_uses()) as list
    cross join jsonb_each_text(list.value) as used
    where dropped -> list.key ? used.key
    limit 1;
    if found then
      raise exception '«%» cannot be removed: % records have it. Give them another value first.', held.value, held.uses
        using errcode = 'P0001';
    end if;
  end if;
  perform set_config('valence.drops_settings', 'on', true);
  update public.configuration as c
  set config = (c.config || changes) - array(
    select given.key from jsonb_each(changes) as given where given.value = 'null'
  )
  where c.id = 1
  returning c.config into answer;
  return answer;
end
$$;

-- Older clients write the whole document as they know it. What only newer ones know stays where it is then; change_settings
-- alone takes it away.
create or replace function valence.keep_own_settings()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if current_setting('valence.drops_settings', true) is distinct from 'on' then
    new.config := coalesce((
      select jsonb_object_agg(held.key, held.value)
      from jsonb_each(old.config) as held
      where held.key in ('opportunityStages', 'stageLimits', 'priorities', 'interactionTypes', 'changesKeptYears') and not new.config ? held.key
    ), '{}') || new.config;
  end if;
  return new;
end
$$;

-- How many records hold each value of a list of the settings: {companySectors: {energy: 12}, …}. Records in the trash count,
-- because they may come back.
create or replace function public.count_setting_uses()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'companySectors', '{}'::jsonb, 'dealCategories', '{}'::jsonb, 'noteStatuses', '{}'::jsonb, 'taskTypes', '{}'::jsonb
    ) || coalesce(jsonb_object_agg(lists.list, lists.uses), '{}')
    from (
      select counted.list, jsonb_object_agg(counted.value, counted.uses) as uses
      from (
        select held.list, held.value, sum(held.uses) as uses
        from (
          select 'companySectors' as list, c.sector as value, count(*) as uses from public.companies as c group by c.sector
          union all
          select 'dealCategories', o.category, count(*) from public.opportunities as o group by o.category
          union all
          select 'noteStatuses', c.status, count(*) from public.contacts as c group by c.status
          union all
          select 'noteStatuses', n.status, count(*) from public.contact_notes as n group by n.status
          union all
          select 'taskTypes', t.type, count(*) from public.tasks as t group by t.type
        ) as held
        where held.value <> ''
        group by held.list, held.value
      ) as counted
      group by counted.list
    ) as lists
  );
end
$$;

-- Whether a list of values is one: each with a value and a label, and a colour that is one where it has any.
create or replace function valence.is_list_of_choices(list jsonb)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_typeof(list) = 'array' and not exists (
    select
    from jsonb_array_elements(list) as choice
    where jsonb_typeof(choice -> 'value') is distinct from 'string'
      or jsonb_typeof(choice -> 'label') is distinct from 'string'
      or btrim(choice ->> 'value') = ''
      or btrim(choice ->> 'label') = ''
      or choice ? 'color' and valence.is_colour(choice ->> 'color') is not true
  );
end
$$;

-- Whether every value of an object is a number within these bounds; null where nulls count as one.
create or replace function valence.are_numbers_between(given jsonb, least_one numeric, most numeric)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_typeof(given) = 'object' and not exists (
    select
    from jsonb_each(given) as field
    where field.value <> 'null'
      and case jsonb_typeof(field.value) when 'number' then field.value::numeric not between least_one and most else true end
  );
end
$$;

-- Whether a key of the settings may hold this. Keys that we do not read are the installation's own.
create or replace function valence.is_setting(key text, value jsonb)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case
    when value = 'null' then true
    when key = 'currency' then jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^[A-Za-z]{3}$'
    when key = 'title' then jsonb_typeof(value) = 'string'
    when key in ('companySectors', 'dealCategories', 'noteStatuses', 'taskTypes') then valence.is_list_of_choices(value)
    when key = 'stageLimits' then valence.are_numbers_between(value, 1, 3650)
    when key = 'opportunityStages' then jsonb_typeof(value) = 'object'
      and valence.are_numbers_between(coalesce(nullif(value -> 'probabilities', 'null'), '{}'), 0, 100)
      and not exists (
        select
        from jsonb_each_text(case jsonb_typeof(value -> 'colors') when 'object' then value -> 'colors' else '{}' end) as colour
        where colour.value is not null and not valence.is_colour(colour.value)
      )
    else true
  end;
end
$$;

-- Settings are checked when they are saved: what every page reads must not break it. What was there before stays, whatever it is; so does
-- what a restore or a way back writes.
create or replace function valence.check_settings()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  former jsonb := case when tg_op = 'UPDATE' then old.config else '{}' end;
  given record;
begin
  if not row_security_active(tg_relid) then
    return new;
  end if;
  if jsonb_typeof(new.config) is distinct from 'object' then
    raise exception 'Settings are an object' using errcode = 'check_violation', hint = 'Send {"title": "…"}, and other keys as well.';
  end if;
  select field.key, field.value into given
  from jsonb_each(new.config) as field
  where (jsonb_typeof(former) is distinct from 'object' or field.value is distinct from former -> field.key)
    and valence.is_setting(field.key, field.value) is not true
  limit 1;
  if found then
    raise exception 'The setting «%» cannot be %', given.key, left(given.value::text, 80)
      using errcode = 'check_violation',
            hint = 'A currency has three letters, a value of a list its value and its label, a colour is one like #8fb8de, a number within its bounds.';
  end if;
  return new;
end
$$;
