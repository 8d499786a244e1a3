-- Imports: rows of a file become contacts, organizations, opportunities and their links, and notes and tasks of contacts.
-- All runs as its caller, so nobody imports what they could not type.
--
-- A row is {line, organization, contact, opportunity, note, task}, each with the columns that the file names and
--   organization: id, external_id, parent (name), sales (name or e-mail of the owner); beside a contact or an opportunity its external_id
--            is enough, and it is called by that until its own row comes
--   contact: id, external_id, organizations (names of further ones), role (in the organization), sales, tags (names),
--            email_jsonb, phone_jsonb (added to those that are there)
--   opportunity: id, external_id, contacts ([{first_name, last_name} or {external_id}]), role (of the row's contact), sales
--   note: of the row's contact: sales; attachments are addresses
--   task: with the row's contact: sales
-- Columns that are absent stay as they are.
--
-- `matching` says how records are told again: {source, by}. source is the name of the system whose external IDs the rows give;
-- by is what counts beside IDs, which always do: contact.email, contact.name, organization.name, opportunity.name. Absent is all.

-- An import that a person starts.
create or replace function public.start_import_run(
  file_name text,
  signature text,
  mapping jsonb,
  total_rows integer,
  matching jsonb default '{}'
)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  started bigint;
begin
  perform set_config('valence.keeps_records', 'on', true);
  insert into public.import_runs as r (sales_id, file_name, signature, mapping, total_rows, matching)
  values (
    valence.current_sales_id(),
    start_import_run.file_name,
    start_import_run.signature,
    start_import_run.mapping,
    start_import_run.total_rows,
    start_import_run.matching
  )
  returning r.id into started;
  return started;
end
$$;

-- What is there already of what a batch names, read at once: {organizations: {lower name: id}, organization_keys:
-- {key: id}, near: {key without legal form: name}, emails: {lower address: [{id, name}]}, people: {lower full name: [{id, organizations, phones, has_email}]}, opportunities:
-- {lower name: [{id, organization}]}, owners: {lower name or address: id}, tags: {lower name: id}}. A look-up for each row
-- would read the table for each row, because installations have no index on names and addresses.
create or replace function valence.import_rows_known(batch jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  addresses text[] := array(
    select distinct lower(btrim(entry.value ->> 'email'))
    from jsonb_array_elements(batch) as item
    cross join lateral jsonb_array_elements(coalesce(item.value #> '{contact,email_jsonb}', '[]')) as entry
  );
  people text[] := array(
    select distinct lower(concat_ws(' ', nullif(btrim(named.person ->> 'first_name'), ''), nullif(btrim(named.person ->> 'last_name'), '')))
    from jsonb_array_elements(batch) as item
    cross join lateral (
      select item.value -> 'contact' as person
      union all
      select entry.value from jsonb_array_elements(coalesce(item.value #> '{opportunity,contacts}', '[]')) as entry
    ) as named
  );
  -- Who has an address is found by name only for those who are named without one.
  has_bare_names boolean := exists (
    select
    from jsonb_array_elements(batch) as item
    where item.value -> 'opportunity' ? 'contacts'
      or item.value ? 'contact' and not item.value -> 'contact' ? 'email_jsonb'
  );
  organizations text[] := array(
    select distinct btrim(named.name)
    from jsonb_array_elements(batch) as item
    cross join lateral (
      select item.value #>> '{organization,name}' as name
      union all
      select item.value #>> '{organization,parent}'
      union all
      select entry from jsonb_array_elements_text(coalesce(item.value #> '{contact,organizations}', '[]')) as entry
    ) as named
    where btrim(named.name) <> ''
  );
  lower_organizations text[] := array(select lower(name) from unnest(organizations) as name);
  -- The longest word of each, plain or with accents: who has none of them is not read further.
  organization_words text := (
    select string_agg(distinct word.part, '|')
    from unnest(organizations) as name
    cross join lateral (
      select part
      from unnest(valence.search_words(name)) as part
      where valence.organization_key(part) <> ''
      order by length(part) desc
      limit 1
    ) as word
  );
  opportunities text[] := array(
    select distinct lower(btrim(item.value #>> '{opportunity,name}'))
    from jsonb_array_elements(batch) as item
    where item.value #>> '{opportunity,name}' <> ''
  );
  by_name jsonb := '{}';
  by_key jsonb := '{}';
  by_near jsonb := '{}';
  by_email jsonb := '{}';
  by_person jsonb := '{}';
  by_opportunity jsonb := '{}';
  keys text[];
  near_keys text[];
begin
  people := array_remove(people, '');
  if cardinality(organizations) > 0 then
    select coalesce(jsonb_object_agg(found.name, found.id), '{}') into by_name
    from (
      select lower(btrim(c.name)) as name, min(c.id) as id
      from public.companies as c
      where c.deleted_at is null and lower(btrim(c.name)) = any (lower_organizations)
      group by 1
    ) as found;
    keys := array(
      select distinct valence.name_key(name)
      from unnest(organizations) as name
      where not by_name ? lower(name) and valence.name_key(name) <> ''
    );
    near_keys := array(
      select distinct valence.organization_key(name)
      from unnest(organizations) as name
      where not by_name ? lower(name) and valence.organization_key(name) <> ''
    );
    if cardinality(keys) > 0 then
      with named as materialized (
        select c.id, c.name, valence.name_key(c.name) as key, valence.organization_key(c.name) as near
        from public.companies as c
        where c.deleted_at is null
          -- A word may be written in two, or with signs in it.
          and (
            translate(c.name, ' .,-_&/()''"', '') collate "C" ~* organization_words
            or octet_length(c.name) > char_length(c.name)
          )
      )
      select
        coalesce(
          (
            select jsonb_object_agg(found.key, found.id)
            from (select n.key, min(n.id) as id from named as n where n.key = any (keys) group by 1) as found
          ),
          '{}'
        ),
        coalesce(
          (
            select jsonb_object_agg(found.near, found.name)
            from (select n.near, min(n.name) as name from named as n where n.near = any (near_keys) group by 1) as found
          ),
          '{}'
        )
      into by_key, by_near;
    end if;
  end if;

  if cardinality(addresses) > 0 then
    select coalesce(jsonb_object_agg(found.address, found.holders), '{}') into by_email
    from (
      select holder.address, jsonb_agg(jsonb_build_object('id', holder.id, 'name', holder.name) order by holder.id) as holders
      from (
        select distinct
          lower(btrim(entry.value ->> 'email')) as address,
          c.id,
          valence.person_key(c.first_name, c.last_name) as name
        from public.contacts as c
        cross join lateral jsonb_array_elements(
          case jsonb_typeof(c.email_jsonb) when 'array' then c.email_jsonb else '[]' end
        ) as entry
        where c.deleted_at is null
          -- Most have one address: their list is not opened unless it is one of these.
          and (lower(btrim(c.email_jsonb -> 0 ->> 'email')) = any (addresses) or c.email_jsonb -> 1 is not null)
          and lower(btrim(entry.value ->> 'email')) = any (addresses)
      ) as holder
      group by 1
    ) as found;
  end if;

  if cardinality(people) > 0 then
    select coalesce(jsonb_object_agg(found.name, found.ones), '{}') into by_person
    from (
      select
        person.name,
        jsonb_agg(
          jsonb_build_object(
            'id', person.id,
            'organizations', (
              select coalesce(jsonb_agg(l.organization_id), '[]')
              from public.contact_organizations as l
              where l.contact_id = person.id and l.deleted_at is null
            ),
            'phones', valence.phone_keys(person.phone_jsonb),
            'has_email', person.has_email
          )
          order by person.id
        ) as ones
      from (
        select
          c.id,
          c.phone_jsonb,
          lower(concat_ws(' ', nullif(btrim(c.first_name), ''), nullif(btrim(c.last_name), ''))) as name,
          jsonb_path_exists(c.email_jsonb, '$[*].email ? (@ != "")') is true as has_email
        from public.contacts as c
        where c.deleted_at is null
          and (has_bare_names or jsonb_path_exists(c.email_jsonb, '$[*].email ? (@ != "")') is not true)
      ) as person
      where person.name = any (people)
      group by 1
    ) as found;
  end if;

  if cardinality(opportunities) > 0 then
    select coalesce(jsonb_object_agg(found.name, found.ones), '{}') into by_opportunity
    from (
      select
        lower(btrim(o.name)) as name,
        jsonb_agg(jsonb_build_object('id', o.id, 'organization', o.customer_organization_id) order by o.id) as ones
      from public.opportunities as o
      where o.deleted_at is null and lower(btrim(o.name)) = any (opportunities)
      group by 1
    ) as found;
  end if;

  return jsonb_build_object(
    'organizations', by_name,
    'organization_keys', by_key,
    'near', by_near,
    'emails', by_email,
    'people', by_person,
    'opportunities', by_opportunity,
    'owners', (
      select coalesce(jsonb_object_agg(known.name, known.id), '{}')
      from (
        select named.name, min(s.id) as id
        from public.sales as s
        cross join lateral (
          values (lower(s.email)), (lower(concat_ws(' ', btrim(s.first_name), btrim(s.last_name))))
        ) as named (name)
        where named.name <> ''
        group by 1
      ) as known
    ),
    'tags', (
      select coalesce(jsonb_object_agg(known.name, known.id), '{}')
      from (select lower(btrim(t.name)) as name, min(t.id) as id from public.tags as t where t.name <> '' group by 1) as known
    )
  );
end
$$;

-- Refuses addresses that lead elsewhere than to the web: pages make links of them.
create or replace function valence.check_row_addresses(section text, given jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  wrong text := jsonb_path_query_first(
    jsonb_build_array(given -> 'website', given -> 'linkedin_url', given -> 'context_links'),
    '$[*][*] ? (
      @ like_regex "^\\s*[a-z][a-z0-9+.-]*:" flag "i" && !(@ like_regex "^\\s*(https?://|[^:/]+:[0-9])" flag "i")
    )'
  ) #>> '{}';
begin
  if wrong is not null then
    perform valence.refuse_import_row(
      'web_address',
      section || '.' || case wrong
        when given ->> 'website' then 'website'
        when given ->> 'linkedin_url' then 'linkedin_url'
        else 'context_links'
      end,
      wrong
    );
  end if;
end
$$;

-- What of a record people see before it is written.
create or replace function valence.import_row_told(changes jsonb, near text)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_strip_nulls(jsonb_build_object('near', near))
    || case when changes is null then '{}' else jsonb_build_object('changes', changes) end;
end
$$;

-- That a record was made under its ID, and waits for its own row.
create or replace function valence.import_row_told_waiting(outcome text, given jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when outcome = 'created' and given ? 'waits' then '{"waits": true}' else '{}' end;
end
$$;

-- All that one row says. records: [{resource, id, outcome, key, changes, near}], where key tells in a dry run whether two batches would
-- make the same, changes what would be overwritten, and near who is much like a new one.
create or replace function valence.import_one_row(run_id bigint, item jsonb, inout known jsonb, out records jsonb)
language plpgsql
set search_path = ''
as $$
declare
  line integer := item ->> 'line';
  organization_id bigint;
  contact_id bigint;
  section text;
  made record;
begin
  records := '[]';
  -- Files of one program come in any order.
  if item ? 'organization' and (item ? 'contact' or item ? 'opportunity') then
    item := jsonb_set(item, '{organization}', valence.import_row_waiting(item -> 'organization'));
  end if;
  if item ? 'contact' and item ? 'opportunity' then
    item := jsonb_set(item, '{contact}', valence.import_row_waiting(item -> 'contact'));
  end if;
  foreach section in array array['organization', 'contact', 'opportunity'] loop
    if item ? section then
      perform valence.check_row_is_told(known, section, item -> section);
      perform valence.check_row_addresses(section, item -> section);
    end if;
  end loop;
  if item ? 'organization' then
    select o.* into made
    from valence.import_row_organization(
      run_id,
      line,
      item -> 'organization',
      valence.import_row_own_organization(
        valence.import_row_person(known, item -> 'contact'),
        valence.import_row_keyed(known, 'opportunity', item -> 'opportunity'),
        item #>> '{organization,name}'
      ),
      known
    ) as o;
    known := made.known;
    organization_id := made.id;
    records := records || (jsonb_build_object(
      'resource', 'organizations',
      'id', made.id,
      'outcome', made.outcome,
      'key', coalesce(
        '#' || valence.import_row_key(item -> 'organization'),
        nullif(valence.name_key(item #>> '{organization,name}'), ''),
        lower(item #>> '{organization,name}')
      )
    ) || valence.import_row_told(made.changes, made.near) || valence.import_row_told_waiting(made.outcome, item -> 'organization'));
  end if;
  if item ? 'contact' then
    select c.* into made from valence.import_row_contact(run_id, line, item -> 'contact', organization_id, known) as c;
    known := made.known;
    contact_id := made.id;
    records := records || (jsonb_build_object(
      'resource', 'contacts',
      'id', made.id,
      'outcome', made.outcome,
      'key', coalesce(
        '#' || valence.import_row_key(item -> 'contact'),
        lower(item #>> '{contact,email_jsonb,0,email}')
          || ' ' || valence.person_key(item #>> '{contact,first_name}', item #>> '{contact,last_name}'),
        lower(concat_ws(' ', item #>> '{contact,first_name}', item #>> '{contact,last_name}', '#', item #>> '{organization,name}'))
      )
    ) || valence.import_row_told(made.changes, made.near) || valence.import_row_told_waiting(made.outcome, item -> 'contact'));
  end if;
  if item ? 'note' then
    select n.* into made
    from valence.import_row_entry(run_id, line, 'contact_notes', item -> 'note', contact_id, known) as n;
    records := records || (jsonb_build_object(
      'resource', 'notes',
      'id', made.id,
      'outcome', made.outcome,
      'key', concat_ws(' ', records #>> '{-1,key}', item #>> '{note,date}', item #>> '{note,text}')
    ) || valence.import_row_told(made.changes, null));
  end if;
  if item ? 'task' then
    select t.* into made from valence.import_row_entry(run_id, line, 'tasks', item -> 'task', contact_id, known) as t;
    records := records || (jsonb_build_object(
      'resource', 'tasks',
      'id', made.id,
      'outcome', made.outcome,
      'key', concat_ws(' ', records #>> '{-1,key}', item #>> '{task,due_date}', item #>> '{task,text}')
    ) || valence.import_row_told(made.changes, null));
  end if;
  if item ? 'opportunity' then
    select o.* into made from valence.import_row_opportunity(run_id, line, item -> 'opportunity', organization_id, contact_id, known) as o;
    known := made.known;
    records := records || (jsonb_build_object(
      'resource', 'opportunities',
      'id', made.id,
      'outcome', made.outcome,
      'key', coalesce(
        '#' || valence.import_row_key(item -> 'opportunity'),
        lower(concat_ws(' ', item #>> '{opportunity,name}', '#', item #>> '{organization,name}'))
      )
    ) || valence.import_row_told(made.changes, null));
  end if;
end
$$;

-- Where a value does not fit its column: the first of the row's that its column does not take.
create or replace function valence.import_row_misfit(item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  field record;
begin
  for field in
    select part.section, part.target, given.key, given.value
    from (
      values
        ('organization', 'public.companies'), ('contact', 'public.contacts'), ('opportunity', 'public.opportunities'),
        ('contact', 'public.contact_organizations'), ('opportunity', 'public.opportunity_contacts'),
        ('note', 'public.contact_notes'), ('task', 'public.tasks')
    ) as part (section, target)
    cross join lateral jsonb_each(coalesce(item -> part.section, '{}')) as given
    where given.key <> 'tags'
  loop
    begin
      execute format('select jsonb_populate_record(null::%s, $1)', field.target)
        using jsonb_build_object(field.key, field.value);
    exception
      when data_exception then
        return field.section || '.' || field.key;
    end;
  end loop;
  return '';
end
$$;

-- Refuses columns that an import may not write, or that do not exist, and external IDs of nowhere: the caller is wrong, not a
-- row.
create or replace function valence.check_import_rows(batch jsonb, matching jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  wrong text;
begin
  select string_agg(distinct part.section || '.' || field, ', ') into wrong
  from jsonb_array_elements(batch) as item
  cross join lateral (
    values
      ('organization', 'public.companies'::regclass, array['id', 'external_id', 'parent', 'sales']),
      ('contact', 'public.contacts'::regclass, array['id', 'external_id', 'organizations', 'role', 'sales']),
      ('opportunity', 'public.opportunities'::regclass, array['id', 'external_id', 'contacts', 'role', 'sales']),
      ('note', 'public.contact_notes'::regclass, array['sales']),
      ('task', 'public.tasks'::regclass, array['sales'])
  ) as part (section, target, extra)
  cross join lateral jsonb_object_keys(coalesce(item.value -> part.section, '{}')) as field
  where field <> all (part.extra)
    and (
      field = any (array[
        'company_id', 'company_id_backup', 'contact_id', 'contact_ids', 'customer_organization_id', 'deleted_at', 'id', 'index', 'legacy_stage',
        'original_company_id', 'parent_company_id', 'probability_manual', 'sales_id', 'updated_at'
      ])
      or not exists (
        select
        from pg_catalog.pg_attribute as a
        where a.attrelid = part.target and a.attname = field and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      )
    );
  if wrong is not null then
    raise exception 'An import cannot write %', wrong using errcode = 'invalid_parameter_value';
  end if;
  if coalesce(btrim(matching ->> 'source'), '') = '' and jsonb_path_exists(batch, '$[*].*.external_id') then
    raise exception 'External IDs are those of a system'
      using errcode = 'invalid_parameter_value', hint = 'Name it: matching.source.';
  end if;
end
$$;

-- Imports some hundred rows in one transaction; without a run it only says what would happen. A row that fails leaves
-- nothing behind and spoils no other. Answers [{line, outcome: created | updated | unchanged | failed, records, error:
-- {code, field, value, message, other}}].
create or replace function public.import_rows(batch jsonb, run_id bigint default null, matching jsonb default '{}')
returns jsonb
language plpgsql
set search_path = ''
as $$
#variable_conflict use_column
declare
  item jsonb;
  known jsonb;
  done record;
  results jsonb := '[]';
  state text;
  message text;
  field text;
  detail text;
  hint text;
begin
  perform valence.check_import_rows(batch, matching);
  perform set_config('valence.keeps_records', 'on', true);
  -- Two imports that name the same take turns, or each would make it.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('valence import'));
  if import_rows.run_id is not null then
    perform from public.import_runs as r where r.id = import_rows.run_id and r.undone_at is null for no key update;
    if not found then
      raise exception 'Import % does not exist, is not yours, or was taken back', import_rows.run_id using errcode = 'PT404';
    end if;
  end if;
  begin
    known := valence.import_rows_known(batch) || jsonb_build_object(
      'source', btrim(matching ->> 'source'),
      'by', coalesce(matching -> 'by', '["contact.email", "contact.name", "organization.name", "opportunity.name"]')
    );
    for item in select value from jsonb_array_elements(batch) as value loop
      begin
        select r.known, r.records into done from valence.import_one_row(import_rows.run_id, item, known) as r;
        known := done.known;
        results := results || jsonb_build_object(
          'line', item -> 'line',
          'outcome', case
            when done.records @> '[{"outcome": "created"}]' then 'created'
            when done.records @> '[{"outcome": "updated"}]' then 'updated'
            else 'unchanged'
          end,
          'records', done.records
        );
      exception
        when others then
          get stacked diagnostics
            state = returned_sqlstate,
            message = message_text,
            field = column_name,
            detail = pg_exception_detail,
            hint = pg_exception_hint;
          -- The server's trouble, not the row's: the whole batch is tried again.
          if left(state, 2) in ('40', '53', '55', '57', '58', 'XX') then
            raise;
          end if;
          results := results || jsonb_build_object(
            'line', item -> 'line',
            'outcome', 'failed',
            'records', '[]'::jsonb,
            'error', jsonb_strip_nulls(jsonb_build_object(
              'code', case
                when state = 'VI001' then message
                when state = '42501' then 'forbidden'
                when state = '23505' then 'exists'
                -- An entry of an index has an end.
                when left(state, 2) = '54' then 'too_long'
                when left(state, 2) in ('22', '23') then 'invalid'
                else 'refused'
              end,
              'field', case when left(state, 2) = '22' then valence.import_row_misfit(item) else field end,
              'value', case when state = 'VI001' then detail else '' end,
              'message', case when state = 'VI001' then '' else message end,
              'other', case when state = 'VI001' then nullif(hint, '') end
            ))
          );
      end;
    end loop;
    if import_rows.run_id is null then
      raise exception using errcode = 'VI000', message = 'A dry run leaves nothing';
    end if;
  exception
    when sqlstate 'VI000' then
      null;
  end;
  update public.import_runs as r
  set counts = r.counts || (
    select jsonb_object_agg(counted.outcome, counted.rows + coalesce((r.counts ->> counted.outcome)::integer, 0))
    from (
      select result.value ->> 'outcome' as outcome, count(*) as rows
      from jsonb_array_elements(results) as result
      group by 1
    ) as counted
  )
  where r.id = import_rows.run_id and results <> '[]';
  return results;
end
$$;
