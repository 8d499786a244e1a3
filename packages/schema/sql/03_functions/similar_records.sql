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

-- A page of those that may be one and the same: {total, rows: [{first, second, reasons}]}, without those of which someone
-- said that they are two. Of more than two alike, each is compared with the oldest.
create or replace function public.likely_duplicates(resource text, page_size integer default 25, skipped integer default 0)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with keyed as (
    -- In the order of bytes, which is much faster than that of a language.
    select k.id, k.reason, min(k.id) over (partition by k.reason, k.key collate "C") as oldest
    from public.identity_keys(likely_duplicates.resource) as k
  ),
  pairs as materialized (
    select k.oldest as first_id, k.id as second_id, jsonb_agg(distinct k.reason) as reasons
    from keyed as k
    where k.id <> k.oldest
      and not exists (
        select
        from public.distinct_records as d
        where d.resource = likely_duplicates.resource and d.first_id = k.oldest and d.second_id = k.id
      )
    group by k.oldest, k.id
  )
  select jsonb_build_object(
    'total', (select count(*) from pairs),
    'rows', (
      select coalesce(jsonb_agg(to_jsonb(page)), '[]')
      from (
        select p.first_id, p.second_id, p.reasons
        from pairs as p
        order by p.first_id, p.second_id
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
  organization text := nullif(public.organization_key(given ->> 'name'), '');
  -- The longest word of the name, for the same reason.
  word text := (
    select '%' || part || '%'
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
          -- Accents: few names have any, and these are looked at more closely.
          or family_name is not null
            and (octet_length(c.last_name) > char_length(c.last_name) or octet_length(family_name) > char_length(family_name))
            and public.folded_text(c.last_name) = public.folded_text(family_name)
        )
    )
    select jsonb_agg(to_jsonb(found)) into answer
    from (
      select
        c.id,
        concat_ws(' ', c.first_name, c.last_name) as name,
        (select o.name from public.companies as o where o.id = c.company_id) as detail,
        case when known.emails && addresses then 'email' else 'name_domain' end as reason
      from candidates as c
      cross join lateral (
        select array(select lower(value #>> '{}') from jsonb_path_query(c.email_jsonb, '$[*].email') as value) as emails
      ) as known
      where known.emails && addresses
        or family_name is not null
          and public.folded_text(concat_ws(' ', c.first_name, c.last_name)) = full_name
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
          c.name collate "C" ilike word
          or octet_length(c.name) > char_length(c.name)
          or c.website::text collate "C" ilike '%' || host || '%'
        )
    )
    select jsonb_agg(to_jsonb(found)) into answer
    from (
      select
        c.id, c.name, c.city as detail,
        case when public.organization_key(c.name) = organization then 'name' else 'website' end as reason
      from candidates as c
      where public.organization_key(c.name) = organization or public.web_host(c.website::text) = host
      order by 4, c.id
      limit 5
    ) as found;
  end if;
  return coalesce(answer, '[]');
end
$$;
