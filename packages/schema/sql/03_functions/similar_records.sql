-- What a name of an organization is without case, accents, signs and legal forms. In PL/pgSQL, as folded_text.
create or replace function valence.organization_key(name text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return regexp_replace(
    regexp_replace(
      valence.folded_text(name),
      '\m(inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|kg|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy)\M\.?',
      '',
      'g'
    ),
    '[^[:alnum:]]+',
    '',
    'g'
  );
end
$$;

-- The host of a web address, without www.
create or replace function valence.web_host(address text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return nullif(substring(lower(btrim(address)) from '^(?:[a-z]+://)?(?:www\.)?([^/:?#]+)'), '');
end
$$;

-- Whether two names differ by a letter that is wrong, missing, or one too many, or by two neighbours that changed places.
-- Short names are near to too many others.
create or replace function valence.is_near(one text, other text)
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
-- of them only. Found by equal keys, as comparing each with each would take minutes; numbers, because these are compared in a fraction of
-- the time that texts take.
create or replace function valence.near_people()
returns table (first_id bigint, second_id bigint)
language sql
stable
set search_path = ''
as $$
  with people as materialized (
    select
      c.id, c.company_id, c.first_name, c.last_name,
      hashtextextended(c.first_name, c.company_id) as first_key,
      hashtextextended(c.last_name, c.company_id) as last_key
    from (
      select c.id, c.company_id, lower(c.first_name collate "C") as first_name, lower(c.last_name collate "C") as last_name
      from public.contacts as c
      where c.deleted_at is null and c.company_id is not null
    ) as c
  )
  select one.id, other.id
  from people as one
  join people as other on other.last_key = one.last_key and other.id > one.id
  where other.company_id = one.company_id and other.last_name = one.last_name and valence.is_near(one.first_name, other.first_name)
  union all
  select one.id, other.id
  from people as one
  join people as other on other.first_key = one.first_key and other.id > one.id
  where other.company_id = one.company_id and other.first_name = one.first_name and valence.is_near(one.last_name, other.last_name)
$$;

-- Contacts that may be one, each with the oldest of those that it is like, and pairs of near names. Nobody is the same for a first name, or
-- for the domain of a mail provider. Names and addresses are compared by their hashes.
create or replace function valence.alike_contacts()
returns table (first_id bigint, second_id bigint, reason text)
language sql
stable
set search_path = ''
as $$
  with named as materialized (
    select
      c.id,
      c.company_id,
      case
        when c.last_name = '' then null
        when octet_length(c.name) = char_length(c.name) then btrim(lower(c.name collate "C"))
        else valence.folded_text(c.name)
      end as name,
      c.address,
      c.addresses
    from (
      select
        c.id, c.company_id, c.last_name,
        coalesce(c.first_name, '') || ' ' || c.last_name as name,
        c.email_jsonb #>> '{0,email}' as address,
        -- Most have one.
        case when c.email_jsonb -> 1 is not null then c.email_jsonb end as addresses
      from public.contacts as c
      where c.deleted_at is null
      offset 0
    ) as c
  ),
  addressed as (
    select
      a.id,
      a.name,
      case
        when strpos(a.address, '+') > 0 then valence.mail_key(a.address)
        when octet_length(a.address) = char_length(a.address) then lower(a.address collate "C")
        else lower(a.address)
      end as address
    from (
      select n.id, n.name, n.address from named as n
      union all
      select n.id, n.name, entry ->> 'email'
      from named as n
      cross join lateral jsonb_array_elements(n.addresses) as entry
      where n.addresses is not null
    ) as a
    where a.address <> ''
  ),
  keyed as materialized (
    select n.id, 'name_organization' as reason, hashtextextended(n.name, n.company_id) as key
    from named as n
    where n.name is not null and n.company_id is not null
    union all
    select a.id, 'email', hashtextextended(a.address, -1)
    from addressed as a
    union all
    select a.id, 'name_domain', hashtextextended(a.name || '@' || split_part(a.address, '@', 2), -2)
    from addressed as a
    where a.name is not null and split_part(a.address, '@', 2) <> ''
    union all
    -- With the family name, as an office shares its number. The last digits are those that stay when the country's are left out.
    select p.id, 'phone', hashtextextended(right(p.phone, 8) || lower(p.last_name), -3)
    from (
      select c.id, c.last_name, valence.phone_key(n #>> '{}') as phone
      from public.contacts as c
      cross join lateral jsonb_path_query(c.phone_jsonb, '$[*].number') as n
      where c.deleted_at is null and c.last_name <> ''
    ) as p
    where length(p.phone) >= 8
  )
  select shared.oldest, k.id, k.reason
  from (select k.key, min(k.id) as oldest from keyed as k group by k.key having count(*) > 1) as shared
  join keyed as k on k.key = shared.key and k.id <> shared.oldest
  union all
  select n.first_id, n.second_id, 'near_name'
  from valence.near_people() as n
$$;

-- The same for organizations, which are known by their names and websites. Two names are near that are the same once each has lost a letter, or
-- one of them has.
create or replace function valence.alike_organizations()
returns table (first_id bigint, second_id bigint, reason text)
language sql
stable
set search_path = ''
as $$
  with named as materialized (
    select c.id, valence.organization_key(c.name) as name, valence.web_host(c.website::text) as host
    from public.companies as c
    where c.deleted_at is null
  ),
  keyed as materialized (
    select n.id, 'name' as reason, hashtextextended(n.name, 0) as key from named as n where n.name <> ''
    union all
    select n.id, 'website', hashtextextended(n.host, 1) from named as n where n.host <> ''
  ),
  names as materialized (
    select row_number() over () as place, n.name, array_agg(n.id) as ids
    from named as n
    where length(n.name) >= 4
    group by n.name
  ),
  shortened as materialized (
    select n.place, hashtextextended(left(n.name, n.lost - 1) || substr(n.name, n.lost + 1), 0) as key
    -- One place beyond the end is the whole name.
    from (select n.place, n.name, generate_series(1, length(n.name) + 1) as lost from names as n) as n
  ),
  near as (
    select a.name, a.ids, b.name as other_name, b.ids as other_ids
    from (
      select distinct one.place as one, other.place as other
      from shortened as one
      join shortened as other on other.key = one.key and other.place > one.place
    ) as n
    join names as a on a.place = n.one
    join names as b on b.place = n.other
    -- Names are compared once pairs are found, and not each with each.
    offset 0
  )
  select shared.oldest, k.id, k.reason
  from (select k.key, min(k.id) as oldest from keyed as k group by k.key having count(*) > 1) as shared
  join keyed as k on k.key = shared.key and k.id <> shared.oldest
  union all
  select least(one.id, other.id), greatest(one.id, other.id), 'near_name'
  from near as n
  cross join lateral unnest(n.ids) as one (id)
  cross join lateral unnest(n.other_ids) as other (id)
  where valence.is_near(n.name, n.other_name)
$$;

-- A page of those that may be one and the same: {total, rows: [{first_id, second_id, reasons}]}, without those of which someone
-- said that they are two; those whose names are only near come last. Of more than two alike, each is compared with the oldest. All their
-- keys fit into the memory that it may take, or a third of the time would go into files.
create or replace function public.likely_duplicates(resource text, page_size integer default 25, skipped integer default 0)
returns jsonb
language sql
stable
set search_path = ''
set work_mem = '64MB'
as $$
  with alike as (
    select a.* from valence.alike_contacts() as a where likely_duplicates.resource = 'contacts'
    union all
    select a.* from valence.alike_organizations() as a where likely_duplicates.resource = 'organizations'
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
-- given: {first_name, last_name, emails, phones} or {name, website, phones}.
create or replace function public.similar_records(resource text, given jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
-- A search is worth no more: it is ended, and whoever asked is told to ask for less.
set statement_timeout = '2s'
as $$
#variable_conflict use_column
declare
  answer jsonb;
  addresses text[] := array(
    select valence.mail_key(address) from jsonb_array_elements_text(coalesce(given -> 'emails', '[]')) as address where address like '%_@_%'
  );
  domains text[] := array(select split_part(address, '@', 2) from unnest(addresses) as address);
  -- What they look like, with a plus or without; the text of several addresses has to hold it: told faster than each address of each row is read.
  patterns text[] := array(
    select replace(regexp_replace(address, '([\\%_])', '\\\1', 'g'), '@', '%@') from unnest(addresses) as address
  );
  phones text[] := array(
    select valence.phone_key(phone) from jsonb_array_elements_text(coalesce(given -> 'phones', '[]')) as phone
  );
  phone_pattern text := valence.phone_pattern(phones);
  full_name text := valence.folded_text(concat_ws(' ', given ->> 'first_name', given ->> 'last_name'));
  family_name text := nullif(btrim(given ->> 'last_name'), '');
  given_name text := nullif(btrim(given ->> 'first_name'), '');
  organization text := nullif(valence.organization_key(given ->> 'name'), '');
  -- Those of the longest word of the name, for the same reason.
  pieces text[] := (
    select valence.plain_pieces(part)
    from regexp_split_to_table(valence.folded_text(given ->> 'name'), '[^[:alnum:]]+') as part
    where valence.organization_key(part) <> ''
    order by length(part) desc
    limit 1
  );
  host text := valence.web_host(given ->> 'website');
begin
  if resource = 'contacts' then
    with candidates as materialized (
      select c.id, c.first_name, c.last_name, c.company_id, c.email_jsonb, c.phone_jsonb
      from public.contacts as c
      where c.deleted_at is null
        and (
          lower((c.email_jsonb #>> '{0,email}') collate "C") like any (patterns)
          or c.phone_jsonb::text ~ phone_pattern
          or c.email_jsonb -> 1 is not null
            and lower(c.email_jsonb::text collate "C") like any (array(select '%"' || pattern || '"%' from unnest(patterns) as pattern))
          or lower(c.last_name) = lower(family_name)
          or lower(c.first_name) = lower(given_name) and abs(length(c.last_name) - length(family_name)) <= 1
          -- Accents: few names have any, and these are looked at more closely.
          or family_name is not null
            and (octet_length(c.last_name) > char_length(c.last_name) or octet_length(family_name) > char_length(family_name))
            and valence.folded_text(c.last_name) = valence.folded_text(family_name)
        )
    )
    select jsonb_agg(to_jsonb(told.*)) into answer
    from (
      select found.*
      from (
        select
          c.id,
          concat_ws(' ', c.first_name, c.last_name) as name,
          (select o.name from public.companies as o where o.id = c.company_id) as detail,
          case
            when known.emails && addresses then 'email'
            when known.has_phone then 'number'
            when known.name = full_name then 'name_domain'
            else 'near_name'
          end as reason
        from candidates as c
        cross join lateral (
          select
            array(select valence.mail_key(value #>> '{}') from jsonb_path_query(c.email_jsonb, '$[*].email') as value) as emails,
            exists (
              select
              from jsonb_path_query(c.phone_jsonb, '$[*].number') as value
              join unnest(phones) as phone on valence.is_same_phone(valence.phone_key(value #>> '{}'), phone)
            ) as has_phone,
            valence.folded_text(concat_ws(' ', c.first_name, c.last_name)) as name
          -- Folded once for each row, not once for each use.
          offset 0
        ) as known
        where known.emails && addresses
          or known.has_phone
          or family_name is not null
            and (known.name = full_name or valence.is_near(known.name, full_name))
            and (
              cardinality(domains) = 0
              or exists (select from unnest(known.emails) as address where split_part(address, '@', 2) = any (domains))
            )
      ) as found
      order by array_position(array['email', 'number', 'name_domain', 'near_name'], found.reason), found.id
      limit 5
    ) as told;
  else
    with candidates as materialized (
      select c.id, c.name, c.city, c.website, c.phone_number
      from public.companies as c
      where c.deleted_at is null
        and (
          lower(c.name collate "C") like any (pieces)
          or octet_length(c.name) > char_length(c.name)
          or c.website::text collate "C" ilike '%' || host || '%'
          or c.phone_number ~ phone_pattern
        )
    )
    select jsonb_agg(to_jsonb(found.*)) into answer
    from (
      select
        c.id, c.name, c.city as detail,
        case
          when known.name = organization then 'name'
          when valence.web_host(c.website::text) = host then 'website'
          when known.has_phone then 'number'
          else 'near_name'
        end as reason
      from candidates as c
      cross join lateral (
        select
          valence.organization_key(c.name) as name,
          exists (select from unnest(phones) as phone where valence.is_same_phone(valence.phone_key(c.phone_number), phone)) as has_phone
        offset 0
      ) as known
      where known.name = organization
        or valence.web_host(c.website::text) = host
        or known.has_phone
        or valence.is_near(known.name, organization)
      order by known.name is distinct from organization, valence.is_near(known.name, organization) is true, c.id
      limit 5
    ) as found;
  end if;
  return coalesce(answer, '[]');
end
$$;
