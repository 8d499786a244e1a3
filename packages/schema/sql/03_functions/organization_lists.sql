-- What a filter of the organizations means: conditions on `o` (companies), with the filter itself as $1. Columns, and q
-- (words; with is_guess names that nearly hold them), tag and trashed (true: only those in the trash).
create or replace function valence.organization_conditions(filter jsonb)
returns text
language sql
stable
set search_path = ''
as $$
  select concat_ws(
    ' and ',
    case when filter ->> 'trashed' = 'true' then valence.trashed_condition('organizations') else 'o.deleted_at is null' end,
    case
      when filter ? 'is_guess' then valence.near_conditions(
        valence.search_words(filter ->> 'q'), array['o.name'], '(valence.search_words($1 ->> ''q''))'
      )
      else valence.or_phone(
        valence.word_conditions(
          valence.checked_query(filter ->> 'q'),
          array['o.name', 'o.city', 'o.website::text', 'o.phone_number', 'o.description']
        ),
        filter ->> 'q', '$1 ->> ''q''', 'select o.phone_number'
      )
    end,
    case when filter ? 'tag' then format(
      'o.id in (select l.organization_id from public.record_tags as l where l.tag_id = any (%s::bigint[]))',
      valence.filter_values('tag')
    ) end,
    valence.column_conditions('public.companies', filter - array['q', 'is_guess', 'trashed', 'tag'])
  )
$$;

-- A page of the list, and how many there are: see list_or_guess.
create or replace function public.list_organizations(
  filter jsonb default '{}',
  sort text default 'name',
  is_descending boolean default false,
  page_size integer default 25,
  skipped integer default 0
)
returns jsonb
language plpgsql
stable
set search_path = ''
-- A search is worth no more: it is ended, and whoever asked is told to ask for less.
set statement_timeout = '2s'
as $$
begin
  return valence.list_or_guess('organizations', filter, sort, is_descending, page_size, skipped);
end
$$;

-- The segments that organizations are in, for a filter.
create or replace function public.organization_segments()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(known.segment order by known.segment), '[]')
  from (select distinct c.segment from public.companies as c where c.deleted_at is null and c.segment <> '') as known
$$;

-- An organization with those above it (the topmost first) and all below it, each with what its opportunities are worth:
-- open, weighted by probability, and won (see opportunities_summary); own_… without those below it.
create or replace function valence.organization_tree(organization_id bigint)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    with recursive below as (
      select c.id, c.parent_company_id, c.name, c.organization_type, array[c.id] as path, array[c.name] as names
      from public.companies as c
      where c.id = organization_tree.organization_id
      union all
      select c.id, c.parent_company_id, c.name, c.organization_type, b.path || c.id, b.names || c.name
      from below as b
      join public.companies as c on c.parent_company_id = b.id
      where c.deleted_at is null and c.id <> all (b.path)
    ),
    above as (
      select c.parent_company_id as id, 1 as distance, array[c.id] as path
      from public.companies as c
      where c.id = organization_tree.organization_id
      union all
      select c.parent_company_id, a.distance + 1, a.path || c.id
      from above as a
      join public.companies as c on c.id = a.id
      where c.deleted_at is null and c.id <> all (a.path)
    ),
    own as (
      select
        b.id,
        b.path,
        coalesce(sum(o.amount) filter (where o.counted_as = 'open'), 0) as open,
        coalesce(sum(o.amount * o.probability) filter (where o.counted_as = 'open'), 0)
          / 100.0 as weighted,
        coalesce(sum(o.amount) filter (where o.counted_as = 'won'), 0) as won
      from below as b
      left join public.opportunities_summary as o on o.customer_organization_id = b.id
      group by b.id, b.path
    ),
    together as (
      select ancestor.id, sum(own.open) as open, sum(own.weighted) as weighted, sum(own.won) as won
      from own
      cross join unnest(own.path) as ancestor (id)
      group by ancestor.id
    )
    select jsonb_build_object(
      'above', (
        select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by a.distance desc), '[]')
        from above as a
        join public.companies as c on c.id = a.id
        where c.deleted_at is null
      ),
      'tree', (
        select jsonb_agg(
          jsonb_build_object(
            'id', b.id,
            'parent_company_id', b.parent_company_id,
            'name', b.name,
            'organization_type', b.organization_type,
            'depth', cardinality(b.path) - 1,
            'open', t.open,
            'weighted', t.weighted,
            'won', t.won,
            'own_open', own.open,
            'own_weighted', own.weighted,
            'own_won', own.won
          )
          order by b.names, b.path
        )
        from below as b
        join together as t on t.id = b.id
        join own on own.id = b.id
      )
    )
  );
end
$$;

-- What moving an organization to the trash would touch: its people, those of them who have no other organization, its
-- opportunities, and the organizations directly below it.
create or replace function public.organization_impact(organization_id bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'people', count(*),
    'left_alone', count(*) filter (
      where not exists (
        select
        from public.contact_organizations as other
        where other.contact_id = l.contact_id and other.id <> l.id and other.deleted_at is null
      )
    ),
    'opportunities', (
      select count(*)
      from public.opportunities as o
      where o.customer_organization_id = organization_impact.organization_id and o.deleted_at is null
    ),
    'subsidiaries', (
      select count(*)
      from public.companies as c
      where c.parent_company_id = organization_impact.organization_id and c.deleted_at is null
    )
  )
  from public.contact_organizations as l
  join public.contacts as c on c.id = l.contact_id and c.deleted_at is null
  where l.organization_id = organization_impact.organization_id and l.deleted_at is null
$$;

-- Takes an organization out of the trash, with the links to people that went there with it. It is again the primary one of
-- those who have had none since.
create or replace function public.restore_organization(organization_id bigint)
returns void
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  trashed_at timestamptz;
begin
  select c.deleted_at into trashed_at
  from public.companies as c
  where c.id = restore_organization.organization_id
  for no key update;
  update public.companies as c
  set deleted_at = null
  where c.id = restore_organization.organization_id and c.deleted_at is not null;
  if not found then
    raise exception 'Organization % is not in the trash, or you may not change it', restore_organization.organization_id
      using errcode = 'PT404';
  end if;
  -- Their people first, as everyone else takes these locks.
  perform from public.contacts as c
  where c.id in (
    select l.contact_id
    from public.contact_organizations as l
    where l.organization_id = restore_organization.organization_id and l.deleted_at = trashed_at
  )
  order by c.id
  for no key update;
  update public.contact_organizations as l
  set deleted_at = null,
      is_primary_organization = l.is_primary_organization and not exists (
        select
        from public.contact_organizations as other
        where other.contact_id = l.contact_id and other.is_primary_organization and other.deleted_at is null
      )
  where l.organization_id = restore_organization.organization_id
    and l.deleted_at = trashed_at
    and not exists (
      select
      from public.contact_organizations as present
      where present.contact_id = l.contact_id
        and present.organization_id = l.organization_id
        and present.deleted_at is null
    );
end
$$;

-- Everybody who belongs to an organization: {total, rows}. Those who still do come first, and of these those whose primary
-- one it is.
create or replace function valence.organization_people(organization_id bigint, shown integer default 12)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with linked as (
    select l.*, c.first_name, c.last_name, c.title, c.avatar, c.company_id
    from public.contact_organizations as l
    join public.contacts as c on c.id = l.contact_id and c.deleted_at is null
    where l.organization_id = organization_people.organization_id and l.deleted_at is null
  )
  select jsonb_build_object(
    'total', (select count(*) from linked),
    'rows', (
      select coalesce(jsonb_agg(to_jsonb(row) - 'place' order by row.place), '[]')
      from (
        select
          l.contact_id as id, l.first_name, l.last_name, l.title, l.avatar, l.is_primary_organization, l.is_primary_contact,
          l.role, l.relationship_end_date,
          (select o.name from public.companies as o where o.id = l.company_id) as company_name,
          row_number() over (
            order by
              (l.relationship_end_date <= (select valence.reader_day())) is true,
              l.is_primary_organization desc,
              l.last_name,
              l.first_name,
              l.id
          ) as place
        from linked as l
        order by place
        limit shown
      ) as row
    )
  )
$$;

-- The tags of an organization, in the order in which it got them.
create or replace function valence.organization_tag_ids(organization_id bigint)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select coalesce(jsonb_agg(l.tag_id order by l.id), '[]')
    from public.record_tags as l
    where l.organization_id = organization_tag_ids.organization_id
  );
end
$$;

-- What the page of an organization shows beside it, in one call.
create or replace function public.organization_overview(organization_id bigint, people_shown integer default 12)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select valence.organization_tree(organization_overview.organization_id) || jsonb_build_object(
    'people', valence.organization_people(organization_overview.organization_id, people_shown),
    'tag_ids', valence.organization_tag_ids(organization_overview.organization_id),
    'external_ids', public.external_ids('organization', array[organization_overview.organization_id])
  )
$$;
