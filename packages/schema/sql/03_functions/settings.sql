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
