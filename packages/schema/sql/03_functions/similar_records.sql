-- What a name of an organization is without case, accents, signs and legal forms.
create or replace function public.organization_key(name text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select regexp_replace(
    regexp_replace(
      public.folded_text(name),
      '\m(inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|kg|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy)\M\.?',
      '',
      'g'
    ),
    '[^[:alnum:]]+',
    '',
    'g'
  )
$$;

-- The host of a web address, without www.
create or replace function public.web_host(address text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select nullif(substring(lower(btrim(address)) from '^(?:[a-z]+://)?(?:www\.)?([^/:?#]+)'), '')
$$;

-- By what contacts and organizations are recognised: (id, reason, key), some more than once. Two with an equal key may be one. Nobody is the
-- same for a first name, or for the domain of a mail provider.
create or replace function public.identity_keys(resource text)
returns table (id bigint, reason text, key text)
language sql
stable
set search_path = ''
as $$
  select c.id, k.reason, k.key
  from (
    select
      c.id,
      c.company_id,
      case when c.last_name <> '' then public.folded_text(concat_ws(' ', c.first_name, c.last_name)) end as name,
      case jsonb_typeof(c.email_jsonb) when 'array' then c.email_jsonb else '[]' end as emails
    from public.contacts as c
    where identity_keys.resource = 'contacts' and c.deleted_at is null
    -- Folded once for each row, not once for each use.
    offset 0
  ) as c
  cross join lateral (
    select 'name_organization' as reason, c.name || '#' || c.company_id as key
    where c.name is not null and c.company_id is not null
    union all
    select found.reason, found.key
    from jsonb_array_elements(c.emails) as entry
    cross join lateral (
      values
        ('email', lower(entry ->> 'email')),
        ('name_domain', c.name || '@' || nullif(split_part(lower(entry ->> 'email'), '@', 2), ''))
    ) as found (reason, key)
    where found.key <> ''
  ) as k
  union all
  select c.id, k.reason, k.key
  from (
    select c.id, public.organization_key(c.name) as name, public.web_host(c.website::text) as host
    from public.companies as c
    where identity_keys.resource = 'organizations' and c.deleted_at is null
    offset 0
  ) as c
  cross join lateral (values ('name', c.name), ('website', c.host)) as k (reason, key)
  where k.key <> ''
$$;

-- Whether two names differ by a letter that is wrong, missing, or one too many, or by two neighbours that changed places.
-- Short names are near to too many others.
create or replace function public.is_near(one text, other text)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  -- Where they begin to differ.
  place integer := 1;
begin
  if abs(length(one) - length(other)) > 1 or least(length(one), length(other)) < 4 or one = other then
    return false;
  end if;
  while substr(one, place, 1) = substr(other, place, 1) loop
    place := place + 1;
  end loop;
  return substr(one, place + 1) = substr(other, place + 1)
    or substr(one, place + 1) = substr(other, place)
    or substr(one, place) = substr(other, place + 1)
    or substr(one, place, 2) = reverse(substr(other, place, 2)) and substr(one, place + 2) = substr(other, place + 2);
end
$$;

-- Pairs of people of one organization whose first or last name is the same, and the other near: one letter is wrong in one
-- of them only. Found by equal keys, as comparing each with each would take minutes.
create or replace function public.near_people()
returns table (first_id bigint, second_id bigint)
language sql
stable
set search_path = ''
as $$
  with people as materialized (
    select c.id, c.company_id, lower(c.first_name collate "C") as first_name, lower(c.last_name collate "C") as last_name
    from public.contacts as c
    where c.deleted_at is null and c.company_id is not null
  )
  select one.id, other.id
  from people as one
  join people as other
    on other.company_id = one.company_id and other.last_name = one.last_name and other.id > one.id
  where public.is_near(one.first_name, other.first_name)
  union all
  select one.id, other.id
  from people as one
  join people as other
    on other.company_id = one.company_id and other.first_name = one.first_name and other.id > one.id
  where public.is_near(one.last_name, other.last_name)
$$;

-- Pairs of these, by id, whose names are near: two such are the same once each has lost a letter, or one of them has.
create or replace function public.near_names(ids bigint[], names text[])
returns table (first_id bigint, second_id bigint)
language sql
stable
set search_path = ''
as $$
  with shortened as materialized (
    select given.id, given.name, hashtextextended(left(given.name, place - 1) || substr(given.name, place + 1), 0) as key
    from (select g.id, g.name collate "C" as name from unnest(near_names.ids, near_names.names) as g (id, name)) as given
    -- One place beyond the end is the whole name.
    cross join generate_series(1, length(given.name) + 1) as place
    where length(given.name) >= 4
  )
  select distinct one.id, other.id
  from shortened as one
  join shortened as other on other.key = one.key and other.id > one.id
  where public.is_near(one.name, other.name)
$$;

-- A page of those that may be one and the same: {total, rows: [{first_id, second_id, reasons}]}, without those of which someone
-- said that they are two; those whose names are only near come last. Of more than two alike, each is compared with the oldest.
create or replace function public.likely_duplicates(resource text, page_size integer default 25, skipped integer default 0)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with keyed as (
    -- In the order of bytes, which is much faster than that of a language.
    select k.id, k.reason, k.key, min(k.id) over (partition by k.reason, k.key collate "C") as oldest
    from public.identity_keys(likely_duplicates.resource) as k
  ),
  alike as (
    select k.oldest as first_id, k.id as second_id, k.reason
    from keyed as k
    where k.id <> k.oldest
    union all
    select n.first_id, n.second_id, 'near_name'
    from public.near_people() as n
    where likely_duplicates.resource = 'contacts'
    union all
    select n.first_id, n.second_id, 'near_name'
    from (select array_agg(k.id) as ids, array_agg(k.key) as names from keyed as k where k.reason = 'name') as organizations
    cross join lateral public.near_names(organizations.ids, organizations.names) as n
  ),
  pairs as materialized (
    select a.first_id, a.second_id, jsonb_agg(distinct a.reason) as reasons
    from alike as a
    where not exists (
      select
      from public.distinct_records as d
      where d.resource = likely_duplicates.resource and d.first_id = a.first_id and d.second_id = a.second_id
    )
    group by a.first_id, a.second_id
  )
  select jsonb_build_object(
    'total', (select count(*) from pairs),
    'rows', (
      select coalesce(jsonb_agg(to_jsonb(page.*)), '[]')
      from (
        select p.first_id, p.second_id, p.reasons
        from pairs as p
        order by p.reasons = '["near_name"]', p.first_id, p.second_id
        limit page_size
        offset skipped
      ) as page
    )
  )
$$;

-- Who is there already when somebody types a new contact or organization: [{id, name, detail, reason}], five at most.
-- given: {first_name, last_name, emails} or {name, website}.
create or replace function public.similar_records(resource text, given jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
declare
  answer jsonb;
  addresses text[] := array(
    select lower(btrim(address)) from jsonb_array_elements_text(coalesce(given -> 'emails', '[]')) as address where address like '%_@_%'
  );
  domains text[] := array(select split_part(address, '@', 2) from unnest(addresses) as address);
  -- What the text of the addresses has to hold: told faster than each address of each row is read.
  patterns text[] := array(
    select '%"' || regexp_replace(address, '([\\%_])', '\\\1', 'g') || '"%' from unnest(addresses) as address
  );
  full_name text := public.folded_text(concat_ws(' ', given ->> 'first_name', given ->> 'last_name'));
  family_name text := nullif(btrim(given ->> 'last_name'), '');
  given_name text := nullif(btrim(given ->> 'first_name'), '');
  organization text := nullif(public.organization_key(given ->> 'name'), '');
  -- The longest word of the name, for the same reason.
  word text := (
    select public.search_pieces(part)
    from regexp_split_to_table(public.folded_text(given ->> 'name'), '[^[:alnum:]]+') as part
    where public.organization_key(part) <> ''
    order by length(part) desc
    limit 1
  );
  host text := public.web_host(given ->> 'website');
begin
  if resource = 'contacts' then
    with candidates as materialized (
      select c.id, c.first_name, c.last_name, c.company_id, c.email_jsonb
      from public.contacts as c
      where c.deleted_at is null
        and (
          lower(c.email_jsonb::text collate "C") like any (patterns)
          or lower(c.last_name) = lower(family_name)
          or lower(c.first_name) = lower(given_name) and abs(length(c.last_name) - length(family_name)) <= 1
          -- Accents: few names have any, and these are looked at more closely.
          or family_name is not null
            and (octet_length(c.last_name) > char_length(c.last_name) or octet_length(family_name) > char_length(family_name))
            and public.folded_text(c.last_name) = public.folded_text(family_name)
        )
    )
    select jsonb_agg(to_jsonb(found.*)) into answer
    from (
      select
        c.id,
        concat_ws(' ', c.first_name, c.last_name) as name,
        (select o.name from public.companies as o where o.id = c.company_id) as detail,
        case
          when known.emails && addresses then 'email'
          when known.name = full_name then 'name_domain'
          else 'near_name'
        end as reason
      from candidates as c
      cross join lateral (
        select
          array(select lower(value #>> '{}') from jsonb_path_query(c.email_jsonb, '$[*].email') as value) as emails,
          public.folded_text(concat_ws(' ', c.first_name, c.last_name)) as name
        -- Folded once for each row, not once for each use.
        offset 0
      ) as known
      where known.emails && addresses
        or family_name is not null
          and (known.name = full_name or public.is_near(known.name, full_name))
          and (
            cardinality(domains) = 0
            or exists (select from unnest(known.emails) as address where split_part(address, '@', 2) = any (domains))
          )
      order by 4, c.id
      limit 5
    ) as found;
  else
    with candidates as materialized (
      select c.id, c.name, c.city, c.website
      from public.companies as c
      where c.deleted_at is null
        and (
          c.name collate "C" ~* word
          or octet_length(c.name) > char_length(c.name)
          or c.website::text collate "C" ilike '%' || host || '%'
        )
    )
    select jsonb_agg(to_jsonb(found.*)) into answer
    from (
      select
        c.id, c.name, c.city as detail,
        case
          when known.name = organization then 'name'
          when public.web_host(c.website::text) = host then 'website'
          else 'near_name'
        end as reason
      from candidates as c
      cross join lateral (select public.organization_key(c.name) as name offset 0) as known
      where known.name = organization or public.web_host(c.website::text) = host or public.is_near(known.name, organization)
      order by known.name is distinct from organization, public.is_near(known.name, organization) is true, c.id
      limit 5
    ) as found;
  end if;
  return coalesce(answer, '[]');
end
$$;
