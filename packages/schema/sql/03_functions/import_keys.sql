-- How an import tells a record again that it met before: by what another system calls it, its number here, and whichever of
-- its addresses and names the caller lets count; see imports.sql.

-- The external ID that a row gives.
create or replace function valence.import_row_key(given jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return nullif(btrim(given ->> 'external_id'), '');
end
$$;

-- What people call a record.
create or replace function valence.import_row_name(section text, record_id bigint)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(
    (
      select nullif(n.name, '')
      from valence.names_of_records(
        case section when 'contact' then 'contacts' when 'organization' then 'companies' else 'opportunities' end,
        array[record_id]
      ) as n
    ),
    '#' || record_id
  );
end
$$;

-- Refuses a row that nothing would tell again, of which the same file would make another each time.
create or replace function valence.check_row_is_told(known jsonb, section text, given jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if not (
    known -> 'by' ? (section || '.name')
    or valence.import_row_key(given) is not null
    or given ->> 'id' <> '' is true
    or section = 'contact' and known -> 'by' ? 'contact.email' and jsonb_array_length(given -> 'email_jsonb') > 0 is true
  ) then
    perform valence.refuse_import_row('no_key', section || '.external_id');
  end if;
end
$$;

-- Who has the external ID or the number that a row gives; null where it gives none, or nobody has the former.
create or replace function valence.import_row_keyed(known jsonb, section text, given jsonb)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
declare
  own bigint := nullif(given ->> 'id', '');
  wanted text := valence.import_row_key(given);
  found_id bigint;
  is_in_trash boolean;
begin
  if wanted is null then
    return own;
  end if;
  select coalesce(c.id, o.id, d.id), coalesce(c.deleted_at, o.deleted_at, d.deleted_at) is not null
  into found_id, is_in_trash
  from public.external_keys as k
  left join public.contacts as c on c.id = k.contact_id
  left join public.companies as o on o.id = k.organization_id
  left join public.opportunities as d on d.id = k.opportunity_id
  where k.source = import_row_keyed.known ->> 'source'
    and k.key = wanted
    and (k.contact_id is not null) = (import_row_keyed.section = 'contact')
    and (k.organization_id is not null) = (import_row_keyed.section = 'organization');
  if is_in_trash then
    perform valence.refuse_import_row('in_trash', section || '.external_id', wanted);
  end if;
  if found_id <> own then
    perform valence.refuse_import_row(
      'of_another', section || '.external_id', wanted, valence.import_row_name(section, found_id)
    );
  end if;
  return coalesce(found_id, own);
end
$$;

-- Keeps the external ID of a row with its record. Where the record has another of that system, the row means another record.
create or replace function valence.import_row_keep_key(
  run_id bigint,
  line integer,
  known jsonb,
  section text,
  given jsonb,
  record_id bigint
)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  wanted text := valence.import_row_key(given);
  present jsonb;
  other text;
begin
  if wanted is null then
    return false;
  end if;
  present := public.external_ids(section, array[record_id]);
  if present @> jsonb_build_array(jsonb_build_object('source', known -> 'source', 'key', wanted)) then
    return false;
  end if;
  select string_agg(k.value ->> 'key', ', ') into other
  from jsonb_array_elements(present) as k
  where k.value -> 'source' = known -> 'source';
  if other is not null then
    perform valence.refuse_import_row(
      'other_key', section || '.external_id', wanted, format('%s (%s)', valence.import_row_name(section, record_id), other)
    );
  end if;
  perform valence.import_row_write(
    run_id,
    line,
    'external_keys',
    null,
    jsonb_build_object(section || '_id', record_id, 'source', known -> 'source', 'key', wanted)
  );
  return true;
end
$$;
