-- What one row of a file does; see imports.sql.

-- Refuses a row: `code` says why (a key of the CRM's catalog), `field` where, `value` what was there, `other` which record
-- stands in the way.
create or replace function valence.refuse_import_row(code text, field text, value text default null, other text default null)
returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = 'VI001', message = code, column = field, detail = coalesce(value, ''), hint = coalesce(other, '');
end
$$;

-- A value as it is shown, a long text cut.
create or replace function valence.cut_text(value jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case jsonb_typeof(value) when 'string' then to_jsonb(left(value #>> '{}', 300)) else value end;
end
$$;

-- Whether two texts differ by their line ends and the spaces around them alone, which no file keeps.
create or replace function valence.is_same_text(one jsonb, other jsonb)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_typeof(one) = 'string'
    and jsonb_typeof(other) = 'string'
    and btrim(replace(one #>> '{}', E'\r', ''), E' \t\n') = btrim(replace(other #>> '{}', E'\r', ''), E' \t\n');
end
$$;

-- Writes a record, new where row_id is null, and notes what that changed. Without a run nothing is noted: a dry run.
-- changes: {column: [before, after]} of a record that was there, long texts cut, so that people see it before it happens.
create or replace function valence.import_row_write(
  run_id bigint,
  line integer,
  source text,
  row_id bigint,
  given jsonb,
  out id bigint,
  out outcome text,
  out changes jsonb
)
language plpgsql
set search_path = ''
as $$
declare
  target text := format('public.%I', source);
  columns text;
  present jsonb;
  fresh jsonb;
  former jsonb;
begin
  if row_id is null then
    select string_agg(format('%I', field), ', ') into columns from jsonb_object_keys(given) as field;
    execute format(
      'insert into %1$s as t (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1) returning to_jsonb(t.*)',
      target,
      columns
    ) into fresh using given;
    id := fresh ->> 'id';
    outcome := 'created';
  else
    id := row_id;
    outcome := 'unchanged';
    if given = '{}' then
      return;
    end if;
    execute format('select to_jsonb(t.*), to_jsonb(jsonb_populate_record(t.*, $2)) from %s as t where t.id = $1', target)
      into present, fresh using row_id, given;
    select string_agg(format('%I', field.key), ', ') into columns
    from jsonb_each(fresh) as field
    where given ? field.key
      and field.value is distinct from present -> field.key
      and not valence.is_same_text(field.value, present -> field.key);
    if columns is null then
      return;
    end if;
    execute format(
      'update %1$s as t set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$s, $2)) where t.id = $1 returning to_jsonb(t.*)',
      target,
      columns
    ) into fresh using row_id, given;
    if fresh is null then
      perform valence.refuse_import_row('forbidden', '');
    end if;
    -- What triggers put right again is no change.
    select jsonb_object_agg(field.key, field.value), jsonb_object_agg(field.key, fresh -> field.key) into former, fresh
    from jsonb_each(present) as field
    where field.key <> 'updated_at' and field.value is distinct from fresh -> field.key;
    if former is null then
      return;
    end if;
    outcome := 'updated';
    changes := (
      select jsonb_object_agg(field, jsonb_build_array(valence.cut_text(former -> field), valence.cut_text(fresh -> field)))
      from jsonb_object_keys(former) as field
    );
  end if;
  if run_id is not null then
    insert into public.import_changes as c (run_id, line, source, record_id, former, given)
    values (import_row_write.run_id, import_row_write.line, import_row_write.source, import_row_write.id, former, fresh);
  end if;
end
$$;

-- The owner that a row names.
create or replace function valence.import_row_owner(known jsonb, given jsonb, field text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  owner jsonb := known #> array['owners', lower(btrim(given ->> 'sales'))];
begin
  if coalesce(btrim(given ->> 'sales'), '') = '' then
    return '{}';
  end if;
  if owner is null then
    perform valence.refuse_import_row('unknown_owner', field, given ->> 'sales');
  end if;
  return jsonb_build_object('sales_id', owner);
end
$$;

-- The contact that a row is about as far as its IDs and addresses tell, or null. Several people may have one address: an office's,
-- a couple's. Whoever has another name is another person. In PL/pgSQL, which keeps the plans of its
-- queries: a function in SQL that cannot be inlined (SET forbids it) is planned at each call.
create or replace function valence.import_row_person(known jsonb, given jsonb)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
declare
  present bigint := valence.import_row_keyed(known, 'contact', given);
  name text := valence.person_key(given ->> 'first_name', given ->> 'last_name');
  holders jsonb;
  ids bigint[];
begin
  if given ->> 'id' <> '' or given ? 'email_jsonb' is not true or not known -> 'by' ? 'contact.email' then
    return present;
  end if;
  holders := (
    select coalesce(jsonb_agg(holder.value), '[]')
    from jsonb_array_elements(given -> 'email_jsonb') as e
    cross join lateral jsonb_array_elements(
      coalesce(known #> array['emails', lower(btrim(e.value ->> 'email'))], '[]')
    ) as holder
  );
  if present is not null then
    perform valence.check_row_address_is_free(present, given, name, holders);
    return present;
  end if;
  if name <> '' and holders @> jsonb_build_array(jsonb_build_object('name', name)) then
    return (select min((holder.value ->> 'id')::bigint) from jsonb_array_elements(holders) as holder where holder.value ->> 'name' = name);
  end if;
  ids := array(
    select distinct (holder.value ->> 'id')::bigint
    from jsonb_array_elements(holders) as holder
    where valence.is_same_person(name, holder.value ->> 'name')
    order by 1
  );
  if cardinality(ids) > 1 then
    perform valence.refuse_import_row(
      'several_people',
      'contact.email_work',
      given #>> '{email_jsonb,0,email}',
      (select string_agg(valence.import_row_name('contact', one), ', ') from unnest(ids) as one)
    );
  end if;
  return ids[1];
end
$$;

-- Refuses a row whose ID is that of one person and whose address that of another, unless its name says that these are two.
create or replace function valence.check_row_address_is_free(present bigint, given jsonb, name text, holders jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  own_name text;
  other bigint;
begin
  if holders @> jsonb_build_array(jsonb_build_object('id', present)) then
    return;
  end if;
  select (holder.value ->> 'id')::bigint into other from jsonb_array_elements(holders) as holder order by 1 limit 1;
  if other is null then
    return;
  end if;
  select valence.person_key(c.first_name, c.last_name) into own_name from public.contacts as c where c.id = present;
  if name <> '' and name = own_name and not holders @> jsonb_build_array(jsonb_build_object('name', name)) then
    return;
  end if;
  perform valence.refuse_import_row(
    'of_another', 'contact.external_id', given #>> '{email_jsonb,0,email}', valence.import_row_name('contact', other)
  );
end
$$;

-- The organization of that name to which a contact, or an opportunity, belongs already: of two with one name it is meant.
create or replace function valence.import_row_own_organization(contact_id bigint, opportunity_id bigint, name text)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  if contact_id is null and opportunity_id is null then
    return null;
  end if;
  return (
    select c.id
    from (
      select o.customer_organization_id as id, true as is_customer
      from public.opportunities as o
      where o.id = import_row_own_organization.opportunity_id
      union all
      select l.organization_id, false
      from public.contact_organizations as l
      where l.contact_id = import_row_own_organization.contact_id and l.deleted_at is null
    ) as own
    join public.companies as c on c.id = own.id
    where lower(btrim(c.name)) = lower(btrim(import_row_own_organization.name))
      and (own.is_customer or c.deleted_at is null)
    order by c.id
    limit 1
  );
end
$$;

-- Finds or makes an organization: by its IDs, else as `own` says, else by its name. near: the organization whose name differs from
-- that of a new one by its legal form alone.
create or replace function valence.import_row_organization(
  run_id bigint,
  line integer,
  given jsonb,
  own bigint,
  inout known jsonb,
  out id bigint,
  out outcome text,
  out changes jsonb,
  out near text
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  name text := nullif(btrim(given ->> 'name'), '');
  key text := valence.name_key(name);
  near_key text := valence.organization_key(name);
  fields jsonb := given - array['id', 'external_id', 'parent', 'sales', 'name', 'waits'];
  present bigint := valence.import_row_keyed(known, 'organization', given);
  former_name text;
  parent record;
begin
  if present is not null then
    if not exists (select from public.companies as c where c.id = present and c.deleted_at is null) then
      perform valence.refuse_import_row('not_found', 'organization.id', given ->> 'id');
    end if;
    -- To another system, a spelling is no other name: it stays as people wrote it.
    select c.name into former_name from public.companies as c where c.id = present;
    if name is not null and (
      given ->> 'id' <> '' is true
      or lower(btrim(former_name)) is distinct from lower(name)
      and (near_key = '' or valence.organization_key(former_name) is distinct from near_key)
    ) then
      fields := fields || jsonb_build_object('name', name);
    end if;
  elsif name is null and given ? 'waits' then
    name := concat_ws(' ', known ->> 'source', valence.import_row_key(given));
  elsif name is null then
    perform valence.refuse_import_row('missing', 'organization.name');
  -- Whom others name by their name alone, such as a parent, is found by it at any rate.
  elsif known -> 'by' ? 'organization.name' or valence.import_row_key(given) is null then
    present := coalesce(
      own,
      (known #>> array['organizations', lower(name)])::bigint,
      (known #>> array['organization_keys', key])::bigint
    );
  end if;

  fields := fields || valence.import_row_owner(known, given, 'organization.sales');
  if btrim(given ->> 'parent') <> '' then
    select p.* into parent
    from valence.import_row_organization(
      run_id,
      line,
      jsonb_build_object('name', given ->> 'parent'),
      (select c.parent_company_id from public.companies as c join public.companies as u on u.id = c.parent_company_id
       where c.id = present and lower(btrim(u.name)) = lower(btrim(given ->> 'parent'))),
      known
    ) as p;
    known := parent.known;
    fields := fields || jsonb_build_object('parent_company_id', parent.id);
  end if;
  if present is null then
    fields := jsonb_build_object('sales_id', valence.current_sales_id()) || fields || jsonb_build_object('name', name);
  end if;
  if present is null and near_key <> '' then
    near := known #>> array['near', near_key];
  end if;
  select w.id, w.outcome, w.changes
  into import_row_organization.id, import_row_organization.outcome, import_row_organization.changes
  from valence.import_row_write(run_id, line, 'companies', present, fields) as w;
  if valence.import_row_keep_key(run_id, line, known, 'organization', given, import_row_organization.id)
    and import_row_organization.outcome = 'unchanged' then
    outcome := 'updated';
  end if;
  if name is not null and own is null then
    known := jsonb_set(known, array['organizations', lower(name)], to_jsonb(import_row_organization.id));
    if key <> '' then
      known := jsonb_set(
        known,
        array['organization_keys', key],
        coalesce(known #> array['organization_keys', key], to_jsonb(import_row_organization.id))
      );
    end if;
    if near_key <> '' then
      known := jsonb_set(known, array['near', near_key], coalesce(known #> array['near', near_key], to_jsonb(name)));
    end if;
  end if;
end
$$;

-- The entries of a list of addresses or numbers, and after them those that it has not yet.
create or replace function valence.import_row_joined(present jsonb, given jsonb, part text)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  joined jsonb := case jsonb_typeof(present) when 'array' then present else '[]' end;
  -- What of an address or a number tells it from others.
  signs constant text := case part when 'email' then '\s' else '[^0-9+]' end;
  entry jsonb;
begin
  for entry in select value from jsonb_array_elements(given) as value loop
    if not exists (
      select
      from jsonb_array_elements(joined) as old
      where lower(regexp_replace(old.value ->> part, signs, '', 'g')) = lower(regexp_replace(entry ->> part, signs, '', 'g'))
        or part = 'number' and valence.is_same_phone(valence.phone_key(old.value ->> part), valence.phone_key(entry ->> part))
    ) then
      joined := joined || entry;
    end if;
  end loop;
  return joined;
end
$$;

-- Links a contact to an organization, as the primary one where there is none.
create or replace function valence.import_row_contact_link(
  run_id bigint,
  line integer,
  contact_id bigint,
  organization_id bigint,
  role text
)
returns boolean
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  link_id bigint;
  written record;
begin
  select l.id into link_id
  from public.contact_organizations as l
  where l.contact_id = import_row_contact_link.contact_id
    and l.organization_id = import_row_contact_link.organization_id
    and l.deleted_at is null;
  select w.* into written
  from valence.import_row_write(
    run_id,
    line,
    'contact_organizations',
    link_id,
    case when link_id is null then jsonb_build_object(
      'contact_id', import_row_contact_link.contact_id,
      'organization_id', import_row_contact_link.organization_id,
      'is_primary_organization', not exists (
        select
        from public.contact_organizations as l
        where l.contact_id = import_row_contact_link.contact_id and l.is_primary_organization and l.deleted_at is null
      ),
      'created_by', valence.current_sales_id()
    ) else '{}' end || case when role <> '' then jsonb_build_object('role', role) else '{}' end
  ) as w;
  return written.outcome <> 'unchanged';
end
$$;

-- Finds or makes a contact: by its IDs, else by one of the addresses, else by the name within the organization. A name alone does
-- not make two people one who both have addresses, and these differ.
create or replace function valence.import_row_contact(
  run_id bigint,
  line integer,
  given jsonb,
  organization_id bigint,
  inout known jsonb,
  out id bigint,
  out outcome text,
  out changes jsonb,
  out near text
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  person text := valence.person_key(given ->> 'first_name', given ->> 'last_name');
  is_keyed boolean := valence.import_row_keyed(known, 'contact', given) is not null;
  name text := lower(concat_ws(' ', nullif(btrim(given ->> 'first_name'), ''), nullif(btrim(given ->> 'last_name'), '')));
  emails jsonb := (
    select coalesce(jsonb_agg(e.value || jsonb_build_object('email', lower(btrim(e.value ->> 'email')))), '[]')
    from jsonb_array_elements(coalesce(given -> 'email_jsonb', '[]')) as e
  );
  fields jsonb := given - array['id', 'external_id', 'organizations', 'role', 'sales', 'tags', 'email_jsonb', 'phone_jsonb', 'waits'];
  organizations bigint[] := array_remove(array[organization_id], null);
  present bigint := valence.import_row_person(known, given);
  former record;
  other record;
  part text;
  joined jsonb;
  tag_ids bigint[] := '{}';
  tag_id bigint;
  place integer := 0;
  is_linked boolean;
begin
  for part in
    select value from jsonb_array_elements_text(coalesce(given -> 'organizations', '[]')) as value where btrim(value) <> ''
  loop
    select o.* into other
    from valence.import_row_organization(
      run_id,
      line,
      jsonb_build_object('name', part),
      valence.import_row_own_organization(present, null, part),
      known
    ) as o;
    known := other.known;
    if other.id <> all (organizations) then
      organizations := organizations || other.id;
    end if;
  end loop;

  if given ->> 'id' <> '' then
    if not exists (select from public.contacts as c where c.id = present and c.deleted_at is null) then
      perform valence.refuse_import_row('not_found', 'contact.id', given ->> 'id');
    end if;
  else
    if present is null and name = '' and given ? 'waits' then
      name := lower(concat_ws(' ', known ->> 'source', valence.import_row_key(given)));
      fields := fields || jsonb_build_object('last_name', concat_ws(' ', known ->> 'source', valence.import_row_key(given)));
    elsif present is null and name = '' and emails = '[]' then
      perform valence.refuse_import_row('missing', 'contact.last_name');
    end if;
    if present is null and name <> ''
      and (known -> 'by' ? 'contact.name' or valence.import_row_key(given) is null and emails = '[]') then
      select (person.value ->> 'id')::bigint into present
      from jsonb_array_elements(coalesce(known #> array['people', name], '[]')) as person
      cross join lateral (
        select exists (
          select
          from jsonb_array_elements(given -> 'phone_jsonb') as own
          join jsonb_array_elements_text(person.value -> 'phones') as theirs
            on valence.is_same_phone(valence.phone_key(own.value ->> 'number'), theirs)
        ) as is_theirs
      ) as phone
      where (emails = '[]' or not (person.value ->> 'has_email')::boolean)
        and case
          when phone.is_theirs then true
          when cardinality(organizations) = 0 then person.value -> 'organizations' = '[]'
          else exists (
            select
            from jsonb_array_elements_text(person.value -> 'organizations') as linked
            where linked::bigint = any (organizations)
          )
        end
      order by phone.is_theirs desc, 1
      limit 1;
    end if;
  end if;

  fields := fields || valence.import_row_owner(known, given, 'contact.sales');
  for part in
    select distinct on (lower(btrim(value))) btrim(value)
    from jsonb_array_elements_text(coalesce(given -> 'tags', '[]')) as value
    where btrim(value) <> ''
  loop
    tag_id := known #>> array['tags', lower(part)];
    if tag_id is null then
      select w.id into tag_id
      from valence.import_row_write(run_id, line, 'tags', null, jsonb_build_object('name', part, 'color', '#eddcd2')) as w;
      known := jsonb_set(known, array['tags', lower(part)], to_jsonb(tag_id));
    end if;
    tag_ids := tag_ids || tag_id;
  end loop;

  if present is null then
    fields := jsonb_build_object(
      'sales_id', valence.current_sales_id(),
      'first_seen', now(),
      'last_seen', now(),
      'tags', to_jsonb(tag_ids),
      'email_jsonb', valence.import_row_joined('[]', emails, 'email'),
      'phone_jsonb', valence.import_row_joined('[]', coalesce(given -> 'phone_jsonb', '[]'), 'number')
    ) || fields;
  else
    select c.email_jsonb, c.phone_jsonb, c.tags, c.first_name, c.last_name into former from public.contacts as c where c.id = present;
    -- An address or a name finds people, and never gives them another name.
    if not is_keyed then
      fields := fields
        - case when btrim(former.first_name) <> '' then array['first_name'] else '{}' end
        - case when btrim(former.last_name) <> '' then array['last_name'] else '{}' end;
    end if;
    joined := valence.import_row_joined(former.email_jsonb, emails, 'email');
    if emails <> '[]' and joined is distinct from former.email_jsonb then
      fields := fields || jsonb_build_object('email_jsonb', joined);
    end if;
    joined := valence.import_row_joined(former.phone_jsonb, coalesce(given -> 'phone_jsonb', '[]'), 'number');
    if given ? 'phone_jsonb' and joined is distinct from former.phone_jsonb then
      fields := fields || jsonb_build_object('phone_jsonb', joined);
    end if;
    if not tag_ids <@ coalesce(former.tags, '{}') then
      fields := fields || jsonb_build_object(
        'tags', coalesce(former.tags, '{}') || array(select t from unnest(tag_ids) as t where t <> all (coalesce(former.tags, '{}')))
      );
    end if;
  end if;
  if present is null and emails <> '[]' then
    near := (
      select valence.import_row_name('contact', min((holder.value ->> 'id')::bigint))
      from jsonb_array_elements(emails) as e
      cross join lateral jsonb_array_elements(coalesce(known #> array['emails', e.value ->> 'email'], '[]')) as holder
      having count(*) > 0
    );
  end if;
  select w.id, w.outcome, w.changes into import_row_contact.id, import_row_contact.outcome, import_row_contact.changes
  from valence.import_row_write(run_id, line, 'contacts', present, fields) as w;
  is_linked := valence.import_row_keep_key(run_id, line, known, 'contact', given, import_row_contact.id);

  foreach present in array organizations loop
    place := place + 1;
    is_linked := valence.import_row_contact_link(
      run_id, line, import_row_contact.id, present, case when place = 1 then given ->> 'role' end
    ) or is_linked;
  end loop;
  if is_linked and import_row_contact.outcome = 'unchanged' then
    outcome := 'updated';
  end if;

  for part in select e.value ->> 'email' from jsonb_array_elements(emails) as e loop
    known := jsonb_set(
      known,
      array['emails', part],
      (
        select coalesce(jsonb_agg(holder.value), '[]')
        from jsonb_array_elements(coalesce(known #> array['emails', part], '[]')) as holder
        where holder.value ->> 'id' <> import_row_contact.id::text
      ) || jsonb_build_object('id', import_row_contact.id, 'name', person)
    );
  end loop;
  if name <> '' then
    known := jsonb_set(
      known,
      array['people', name],
      (
        select coalesce(jsonb_agg(person.value), '[]')
        from jsonb_array_elements(coalesce(known #> array['people', name], '[]')) as person
        where person.value ->> 'id' <> import_row_contact.id::text
      ) || jsonb_build_object(
        'id', import_row_contact.id,
        'organizations', (
          select coalesce(jsonb_agg(l.organization_id), '[]')
          from public.contact_organizations as l
          where l.contact_id = import_row_contact.id and l.deleted_at is null
        ),
        'phones', valence.phone_keys((select c.phone_jsonb from public.contacts as c where c.id = import_row_contact.id)),
        'has_email', emails <> '[]' or exists (
          select
          from jsonb_array_elements(coalesce(known #> array['people', name], '[]')) as person
          where person.value ->> 'id' = import_row_contact.id::text and (person.value ->> 'has_email')::boolean
        )
      )
    );
  end if;
end
$$;

-- Lets a contact take part in an opportunity.
create or replace function valence.import_row_opportunity_link(
  run_id bigint,
  line integer,
  opportunity_id bigint,
  contact_id bigint,
  role text
)
returns boolean
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  link_id bigint;
  last_position integer;
  written record;
begin
  select max(l.id) filter (where l.contact_id = import_row_opportunity_link.contact_id), max(l.position) into link_id, last_position
  from public.opportunity_contacts as l
  where l.opportunity_id = import_row_opportunity_link.opportunity_id;
  select w.* into written
  from valence.import_row_write(
    run_id,
    line,
    'opportunity_contacts',
    link_id,
    case when link_id is null then jsonb_build_object(
      'opportunity_id', import_row_opportunity_link.opportunity_id,
      'contact_id', import_row_opportunity_link.contact_id,
      'position', coalesce(last_position, 0) + 1,
      'is_primary', last_position is null
    ) else '{}' end || case when role <> '' then jsonb_build_object('role', role) else '{}' end
  ) as w;
  return written.outcome <> 'unchanged';
end
$$;

-- Finds or makes an opportunity: by its IDs, else by its name within the organization.
create or replace function valence.import_row_opportunity(
  run_id bigint,
  line integer,
  given jsonb,
  organization_id bigint,
  contact_id bigint,
  inout known jsonb,
  out id bigint,
  out outcome text,
  out changes jsonb
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  name text := nullif(btrim(given ->> 'name'), '');
  fields jsonb := given - array['id', 'external_id', 'contacts', 'role', 'sales'];
  present bigint := valence.import_row_keyed(known, 'opportunity', given);
  former record;
  stage public.opportunity_stage;
  person jsonb;
  person_name text;
  person_id bigint;
  made record;
  is_linked boolean;
begin
  if present is null and name is null then
    perform valence.refuse_import_row('missing', 'opportunity.name');
  end if;
  if present is null then
    if known -> 'by' ? 'opportunity.name' then
      select (one.value ->> 'id')::bigint into present
      from jsonb_array_elements(coalesce(known #> array['opportunities', lower(name)], '[]')) as one
      where (one.value ->> 'organization')::bigint is not distinct from organization_id
      order by 1
      limit 1;
    end if;
  end if;
  select o.id, o.name, o.stage, o.actual_close_date, o.customer_organization_id into former
  from public.opportunities as o
  where o.id = present and o.deleted_at is null;
  if present is not null and former.id is null then
    perform valence.refuse_import_row('not_found', 'opportunity.id', given ->> 'id');
  end if;
  -- In its other spelling it stays as people wrote it.
  if given ->> 'id' <> '' is not true and lower(btrim(former.name)) = lower(name) then
    fields := fields - 'name';
  end if;

  fields := fields || valence.import_row_owner(known, given, 'opportunity.sales');
  stage := coalesce((given ->> 'stage')::public.opportunity_stage, former.stage, 'lead');
  -- A probability that the stage has anyway is nobody's own.
  if stage in ('closed_won', 'closed_lost') or (given ->> 'probability')::numeric = valence.stage_probability(stage) then
    fields := fields - 'probability';
  end if;
  if present is null then
    fields := jsonb_build_object(
      'sales_id', valence.current_sales_id(),
      'stage', stage,
      'contact_ids', '[]'::jsonb,
      'customer_organization_id', organization_id
    ) || fields || jsonb_build_object('name', name);
  else
    if former.stage is distinct from stage and not given ? 'actual_close_date' then
      fields := fields || jsonb_build_object(
        'actual_close_date', valence.close_date_after(former.stage, stage, former.actual_close_date)
      );
    end if;
    if organization_id is not null and organization_id is distinct from former.customer_organization_id then
      fields := fields || jsonb_build_object('customer_organization_id', organization_id);
    end if;
  end if;
  select w.id, w.outcome, w.changes
  into import_row_opportunity.id, import_row_opportunity.outcome, import_row_opportunity.changes
  from valence.import_row_write(run_id, line, 'opportunities', present, fields) as w;
  is_linked := valence.import_row_keep_key(run_id, line, known, 'opportunity', given, import_row_opportunity.id);

  if contact_id is not null then
    is_linked := valence.import_row_opportunity_link(run_id, line, import_row_opportunity.id, contact_id, given ->> 'role')
      or is_linked;
  end if;
  for person in select value from jsonb_array_elements(coalesce(given -> 'contacts', '[]')) as value loop
    person_name := lower(concat_ws(' ', nullif(btrim(person ->> 'first_name'), ''), nullif(btrim(person ->> 'last_name'), '')));
    if valence.import_row_key(person) is not null then
      select p.* into made from valence.import_row_contact(run_id, line, valence.import_row_waiting(person), null, known) as p;
      known := made.known;
      is_linked := valence.import_row_opportunity_link(run_id, line, import_row_opportunity.id, made.id, null) or is_linked;
      continue;
    end if;
    continue when person_name = '';
    -- Who takes part already, else who is in the organization, else the only one of that name.
    select (one.value ->> 'id')::bigint into person_id
    from jsonb_array_elements(coalesce(known #> array['people', person_name], '[]')) as one
    left join public.opportunity_contacts as l
      on l.opportunity_id = import_row_opportunity.id and l.contact_id = (one.value ->> 'id')::bigint
    where l.id is not null
      or one.value -> 'organizations' @> to_jsonb(organization_id)
      or jsonb_array_length(known #> array['people', person_name]) = 1
    order by l.id is null, one.value -> 'organizations' @> to_jsonb(organization_id) is not true, 1
    limit 1;
    if person_id is null then
      select p.* into made from valence.import_row_contact(run_id, line, person, organization_id, known) as p;
      known := made.known;
      person_id := made.id;
    end if;
    is_linked := valence.import_row_opportunity_link(run_id, line, import_row_opportunity.id, person_id, null) or is_linked;
  end loop;
  if is_linked and import_row_opportunity.outcome = 'unchanged' then
    outcome := 'updated';
  end if;

  if import_row_opportunity.outcome = 'created' then
    known := jsonb_set(
      known,
      array['opportunities', lower(name)],
      coalesce(known #> array['opportunities', lower(name)], '[]')
        || jsonb_build_object('id', import_row_opportunity.id, 'organization', organization_id)
    );
  end if;
end
$$;

-- Gives a contact a note or a task, unless it has the same already: the same text on the same day.
create or replace function valence.import_row_entry(
  run_id bigint,
  line integer,
  source text,
  given jsonb,
  contact_id bigint,
  known jsonb,
  out id bigint,
  out outcome text,
  out changes jsonb
)
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  section constant text := case source when 'tasks' then 'task' else 'note' end;
  day constant text := case source when 'tasks' then 'due_date' else 'date' end;
  fields jsonb := given - array['sales', 'attachments'] || valence.import_row_owner(known, given, section || '.sales');
  present bigint;
begin
  if import_row_entry.contact_id is null then
    perform valence.refuse_import_row('missing', 'contact.last_name');
  end if;
  if coalesce(btrim(given ->> 'text'), '') = '' then
    perform valence.refuse_import_row('missing', section || '.text');
  end if;
  if given ? 'attachments' then
    fields := fields || jsonb_build_object('attachments', (
      select coalesce(jsonb_agg(jsonb_build_object('src', address, 'title', address)), '[]')
      from jsonb_array_elements_text(given -> 'attachments') as address
    ));
  end if;
  execute format(
    'select min(e.id) from public.%I as e
     where e.contact_id = $1 and e.text = $2 and ($3 is null or e.%I::timestamptz = $3)',
    source,
    day
  ) into present using import_row_entry.contact_id, given ->> 'text', (given ->> day)::timestamptz;
  if present is null then
    fields := jsonb_build_object('sales_id', valence.current_sales_id()) || fields
      || jsonb_build_object('contact_id', import_row_entry.contact_id);
  end if;
  -- A note of which no day is known was written now.
  if present is null and section = 'note' and not given ? day then
    fields := fields || jsonb_build_object(day, now());
  end if;
  select w.id, w.outcome, w.changes into import_row_entry.id, import_row_entry.outcome, import_row_entry.changes
  from valence.import_row_write(run_id, line, source, present, fields) as w;
end
$$;
