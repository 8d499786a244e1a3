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

-- What a name is without case, accents, signs and spaces: two organizations of one are the same. Legal forms count.
create or replace function valence.name_key(name text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return regexp_replace(valence.folded_text(name), '[^[:alnum:]]+', '', 'g');
end
$$;

-- The words of a person's name, without case, accents and signs, in the order of the alphabet: «Kern, Otto» is Otto Kern.
create or replace function valence.person_key(first_name text, last_name text)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return coalesce(
    (
      select string_agg(word, ' ' order by word)
      from regexp_split_to_table(valence.folded_text(concat_ws(' ', first_name, last_name)), '[^[:alnum:]]+') as word
      where word <> ''
    ),
    ''
  );
end
$$;

-- Whether two people with one address may be one: a name is missing, or all words of the shorter one are in the longer one, of
-- which one may be an initial. «Otto Maria Kern» may be «O. Kern»; Anna Feld and Bert Feld are two.
create or replace function valence.is_same_person(one text, other text)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  short_words text[] := string_to_array(case when length(one) <= length(other) then one else other end, ' ');
  long_words text[] := string_to_array(case when length(one) <= length(other) then other else one end, ' ');
begin
  if one = '' or other = '' then
    return true;
  end if;
  return short_words && long_words
    and not exists (
      select
      from unnest(short_words) as word
      where word <> all (long_words)
        and not exists (
          select
          from unnest(long_words) as longer
          where length(word) = 1 and left(longer, 1) = word or length(longer) = 1 and left(word, 1) = longer
        )
    );
end
$$;

-- What a row says of a record that it names by its external ID alone: nobody has it yet where its own file comes later, and until
-- then it is called by that ID.
create or replace function valence.import_row_waiting(given jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if valence.import_row_key(given) is null
    or btrim(concat(given ->> 'name', given ->> 'first_name', given ->> 'last_name')) <> ''
    or given ? 'email_jsonb' then
    return given;
  end if;
  return given || '{"waits": true}';
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
