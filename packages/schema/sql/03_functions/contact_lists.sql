-- For each of these folded words the condition that a contact has, or had, an organization in whose name it is; null where there is none. Looked up here
-- and not by the query, whose processes would each do so; numbers become part of its text, no word does.
create or replace function valence.organization_conditions_of_people(words text[])
returns text[]
language plpgsql
stable
set search_path = ''
as $$
declare
  word text;
  people bigint[];
  conditions text[] := '{}';
begin
  foreach word in array words loop
    people := null;
    -- An empty word would be in every name; it is no condition at all.
    if word <> '' then
      execute format(
        'select array_agg(distinct l.contact_id)
        from public.companies as c
        join public.contact_organizations as l on l.organization_id = c.id and l.deleted_at is null
        where c.deleted_at is null and %s',
        replace(valence.word_match('c.name'), 'SEARCHED', '$1')
      ) into people using word;
    end if;
    conditions := conditions || case when people is not null then format('o.id = any (%L::bigint[])', people) end;
  end loop;
  return conditions;
end
$$;

-- What a filter of the contacts means: conditions on `o` (contacts), with the filter itself as $1. Columns, and q (words; with
-- is_guess names that nearly hold them), trashed (true: only those in the trash), tag, with_tasks (true: has open ones). linked_organization, organization_type,
-- role, purchase_influence and decision_authority look at all current organizations of a contact, and one of them has to be
-- as all of these say: decision makers at prospects.
create or replace function valence.contact_conditions(filter jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  linked constant jsonb := '{
    "linked_organization": "l.organization_id = any (%s::bigint[])",
    "organization_type": "c.organization_type = any (%s::public.organization_type[])",
    "role": "l.role = any (%s::public.contact_role[])",
    "purchase_influence": "l.purchase_influence = any (%s)",
    "decision_authority": "l.decision_authority = any (%s)"
  }';
  links text;
begin
  select string_agg(format(known.value, valence.filter_values(known.key)), ' and ') into links
  from jsonb_each_text(linked) as known
  where filter ? known.key;

  return concat_ws(
    ' and ',
    case when filter ->> 'trashed' = 'true' then valence.trashed_condition('contacts') else 'o.deleted_at is null' end,
    case
      when filter ? 'is_guess' then valence.near_conditions(
        valence.search_words(filter ->> 'q'), array['o.first_name', 'o.last_name'], '(valence.search_words($1 ->> ''q''))'
      )
      else valence.or_phone(
        valence.word_conditions(
          valence.checked_query(filter ->> 'q'),
          array['o.first_name', 'o.last_name', 'o.title'],
          valence.address_match('o'),
          valence.organization_conditions_of_people(valence.folded_words(filter ->> 'q'))
        ),
        filter ->> 'q', '$1 ->> ''q''', valence.numbers_of('o')
      )
    end,
    case when filter ? 'tag' then format('o.tags && %s::bigint[]', valence.filter_values('tag')) end,
    case when filter ->> 'with_tasks' = 'true' then
      'exists (select from public.tasks as t where t.contact_id = o.id and t.done_date is null)'
    end,
    case when links is not null then format(
      'exists (
        select
        from public.contact_organizations as l
        join public.companies as c on c.id = l.organization_id and c.deleted_at is null
        where l.contact_id = o.id
          and l.deleted_at is null
          and (l.relationship_end_date is null or l.relationship_end_date > (select valence.reader_day()))
          and %s)',
      links
    ) end,
    valence.column_conditions(
      'public.contacts',
      filter - array['q', 'is_guess', 'trashed', 'tag', 'with_tasks'] - array(select jsonb_object_keys(linked))
    )
  );
end
$$;

-- A page of the list, and how many there are: see list_or_guess.
create or replace function public.list_contacts(
  filter jsonb default '{}',
  sort text default 'last_name',
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
  return valence.list_or_guess('contacts', filter, sort, is_descending, page_size, skipped);
end
$$;

-- What the page of a contact shows beside it, in one call: the organizations, current ones first and of these the primary
-- one, and the latest opportunities with the contact's role.
create or replace function public.contact_overview(contact_id bigint)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return jsonb_build_object(
    'organizations', (
      select coalesce(
        jsonb_agg(
          to_jsonb(l.*) - array['contact_id', 'created_at', 'updated_at', 'created_by', 'deleted_at']
            || jsonb_build_object(
              'name', c.name,
              'logo', c.logo,
              'organization_type', c.organization_type,
              'is_current', l.relationship_end_date is null or l.relationship_end_date > (select valence.reader_day())
            )
          order by (l.relationship_end_date <= (select valence.reader_day())) is true, l.is_primary_organization desc, l.id
        ),
        '[]'
      )
      from public.contact_organizations as l
      join public.companies as c on c.id = l.organization_id
      where l.contact_id = contact_overview.contact_id and l.deleted_at is null
    ),
    'opportunities', (
      select coalesce(jsonb_agg(to_jsonb(latest)), '[]')
      from (
        select o.id, o.name, o.amount, o.stage, l.role
        from public.opportunity_contacts as l
        join public.opportunities as o on o.id = l.opportunity_id and o.deleted_at is null
        where l.contact_id = contact_overview.contact_id
        order by o.created_at desc, o.id desc
        limit 50
      ) as latest
    ),
    'external_ids', public.external_ids('contact', array[contact_overview.contact_id])
  );
end
$$;
