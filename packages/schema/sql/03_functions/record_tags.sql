-- Gives records a tag, or takes it from them: those of these ids, or all under the filter of a list. Answers {count, ids}:
-- those that it changed, so that the opposite with these ids takes it back. Whom the caller may not change is left out.
create or replace function public.tag_records(
  resource text,
  tag_id bigint,
  is_added boolean,
  ids bigint[] default null,
  filter jsonb default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  wanted bigint[] := tag_records.ids;
  changed bigint[];
begin
  if tag_records.is_added and not exists (select from public.tags as t where t.id = tag_records.tag_id) then
    raise exception 'There is no tag %', tag_records.tag_id
      using errcode = 'PT404', hint = 'It was deleted. Choose another one.';
  end if;
  if wanted is null and tag_records.filter is not null then
    wanted := valence.ids_under(tag_records.resource, tag_records.filter);
  end if;

  if tag_records.resource = 'contacts' then
    with written as (
      update public.contacts as c
      set tags = case
        when tag_records.is_added then array_append(coalesce(c.tags, '{}'), tag_records.tag_id)
        else array_remove(c.tags, tag_records.tag_id)
      end
      where c.id = any (wanted)
        and (coalesce(c.tags, '{}') @> array[tag_records.tag_id]) <> tag_records.is_added
      returning c.id
    )
    select array_agg(w.id) into changed from written as w;
  elsif tag_records.resource not in ('organizations', 'opportunities') then
    raise exception '% have no tags', tag_records.resource using errcode = 'invalid_parameter_value';
  elsif not tag_records.is_added then
    with gone as (
      delete from public.record_tags as l
      where l.tag_id = tag_records.tag_id
        and case tag_records.resource when 'organizations' then l.organization_id else l.opportunity_id end = any (wanted)
      returning coalesce(l.organization_id, l.opportunity_id) as id
    )
    select array_agg(g.id) into changed from gone as g;
  elsif tag_records.resource = 'organizations' then
    with added as (
      insert into public.record_tags as l (tag_id, organization_id)
      select tag_records.tag_id, ordered.id
      from (select distinct given.id from unnest(wanted) as given (id) order by given.id) as ordered
      where valence.may_update_organization(ordered.id)
      on conflict do nothing
      returning l.organization_id as id
    )
    select array_agg(a.id) into changed from added as a;
  else
    with added as (
      insert into public.record_tags as l (tag_id, opportunity_id)
      select tag_records.tag_id, ordered.id
      from (select distinct given.id from unnest(wanted) as given (id) order by given.id) as ordered
      where valence.may_update_opportunity(ordered.id)
      on conflict do nothing
      returning l.opportunity_id as id
    )
    select array_agg(a.id) into changed from added as a;
  end if;
  return jsonb_build_object('count', coalesce(cardinality(changed), 0), 'ids', coalesce(to_jsonb(changed), '[]'));
end
$$;

-- Gives a record that was just made its tags; null where it has none. A tag that is gone takes the record with it, lest someone looks
-- for it under that tag.
create or replace function valence.tag_new_record(resource text, record_id bigint, tag_ids jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(tag_ids) = 'array' then
    perform public.tag_records(tag_new_record.resource, tag.id::bigint, true, array[record_id])
    from jsonb_array_elements_text(tag_ids) as tag (id);
  end if;
end
$$;

-- How many records have each tag, without those in the trash.
create or replace function public.count_tag_uses()
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'id', t.id,
          'contacts', coalesce(people.count, 0),
          'organizations', coalesce(others.organizations, 0),
          'opportunities', coalesce(others.opportunities, 0)
        )
        order by t.id
      ),
      '[]'
    )
    from public.tags as t
    left join (
      select used.id, count(distinct c.id) as count
      from public.contacts as c
      cross join unnest(c.tags) as used (id)
      where c.deleted_at is null
      group by used.id
    ) as people on people.id = t.id
    left join (
      select l.tag_id, count(c.id) as organizations, count(o.id) as opportunities
      from public.record_tags as l
      left join public.companies as c on c.id = l.organization_id and c.deleted_at is null
      left join public.opportunities as o on o.id = l.opportunity_id and o.deleted_at is null
      group by l.tag_id
    ) as others on others.tag_id = t.id
  );
end
$$;

-- Deletes a tag, and takes it from every record that the caller may change; elsewhere its id is skipped from then on.
create or replace function public.delete_tag_with_uses(tag_id bigint)
returns void
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
begin
  delete from public.tags as t where t.id = delete_tag_with_uses.tag_id;
  if not found then
    raise exception 'Tag % does not exist, or you may not delete it', delete_tag_with_uses.tag_id
      using errcode = 'PT404';
  end if;
  update public.contacts as c
  set tags = array_remove(c.tags, delete_tag_with_uses.tag_id)
  where c.tags @> array[delete_tag_with_uses.tag_id];
  delete from public.record_tags as l where l.tag_id = delete_tag_with_uses.tag_id;
end
$$;
