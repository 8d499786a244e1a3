-- What a filter of the contacts means: conditions on `o` (contacts), with the filter itself as $1. Columns, and q (words),
-- trashed (true: only those in the trash), tag, with_tasks (true: has open ones). linked_organization, organization_type,
-- role, purchase_influence and decision_authority look at all current organizations of a contact, and one of them has to be
-- as all of these say: decision makers at prospects.
create or replace function public.contact_conditions(filter jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  linked constant jsonb := '{
    "linked_organization": "l.organization_id::text",
    "organization_type": "c.organization_type::text",
    "role": "l.role::text",
    "purchase_influence": "l.purchase_influence",
    "decision_authority": "l.decision_authority"
  }';
  links text;
begin
  select string_agg(format('%s = any (%s)', known.value, public.filter_values(known.key)), ' and ') into links
  from jsonb_each_text(linked) as known
  where filter ? known.key;

  return concat_ws(
    ' and ',
    case when filter ->> 'trashed' = 'true' then public.trashed_condition('contacts') else 'o.deleted_at is null' end,
    public.word_conditions(
      filter ->> 'q',
      array['o.first_name', 'o.last_name', 'o.title'],
      -- Organizations as a subquery that is hashed once: a common word is in the names of thousands.
      format(
        $text$jsonb_path_query_array(o.email_jsonb, '$[*].email')::text ilike PATTERN collate "C"
          or jsonb_path_query_array(o.phone_jsonb, '$[*].number')::text ilike PATTERN collate "C"
          or o.id in (
            select l.contact_id
            from public.companies as c
            join public.contact_organizations as l on l.organization_id = c.id and l.deleted_at is null
            where c.deleted_at is null and %s)$text$,
        public.word_match('c.name')
      )
    ),
    case when filter ? 'tag' then format('o.tags && %s::bigint[]', public.filter_values('tag')) end,
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
          and (l.relationship_end_date is null or l.relationship_end_date > current_date)
          and %s)',
      links
    ) end,
    public.column_conditions(
      'public.contacts',
      filter - array['q', 'trashed', 'tag', 'with_tasks'] - array(select jsonb_object_keys(linked))
    )
  );
end
$$;

-- A page of the list, and how many there are: see list_query.
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
as $$
declare
  answer jsonb;
begin
  execute public.list_query(
    'Contacts', 'public.contacts_summary', public.contact_conditions(filter), filter, sort, is_descending
  ) into answer using filter, least(page_size, 10000), skipped;
  return answer;
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
          to_jsonb(l) - array['contact_id', 'created_at', 'updated_at', 'created_by', 'deleted_at']
            || jsonb_build_object(
              'name', c.name,
              'logo', c.logo,
              'organization_type', c.organization_type,
              'is_current', l.relationship_end_date is null or l.relationship_end_date > current_date
            )
          order by (l.relationship_end_date <= current_date) is true, l.is_primary_organization desc, l.id
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
    )
  );
end
$$;
