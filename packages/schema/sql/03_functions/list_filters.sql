-- What lists of every kind share. A filter is JSON, given to the query as $1, and its conditions are about `o`: no value
-- becomes part of the text.

-- A text as search compares it: lower case, without accents and without spaces around it. In PL/pgSQL, because it is called for many rows: a
-- function in SQL that is called by another is planned anew for each.
create or replace function valence.folded_text(given text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  -- Plain letters.
  if octet_length(given) = char_length(given) then
    return btrim(lower(given collate "C"));
  end if;
  return btrim(translate(
    replace(replace(regexp_replace(normalize(lower(given), nfd), '[\u0300-\u036f]', '', 'g'), 'ß', 'ss'), 'æ', 'ae'),
    'øłđðı',
    'olddi'
  ));
end
$$;

-- Whether a moment is compared with a day: it is the reader's, and begins where it begins for them. Of the day an opportunity is
-- expected to close on, some installations make a moment; it stays a day of UTC.
create or replace function valence.is_moments_day(name text, type text, value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select type = 'timestamp with time zone' and name <> 'expected_closing_date' and value #>> '{}' ~ '^\d{4}-\d\d-\d\d$'
$$;

-- Conditions on columns of a table. Keys are `column` or `column@operator` (eq, neq, lt, lte, gt, gte, is, not.is, in).
-- An unknown key is an error, because a condition that is ignored shows too much.
create or replace function valence.column_conditions(source regclass, filter jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  entry record;
  conditions text[] := '{}';
begin
  for entry in
    select
      given.key,
      split_part(given.key, '@', 1) as name,
      coalesce(
        nullif(split_part(given.key, '@', 2), ''),
        case jsonb_typeof(given.value) when 'null' then 'is' when 'array' then 'in' else 'eq' end
      ) as operator,
      given.value,
      (select format_type(a.atttypid, null)
       from pg_catalog.pg_attribute as a
       where a.attrelid = source
         and a.attname = split_part(given.key, '@', 1)
         and a.attnum > 0) as type
    from jsonb_each(filter) as given
  loop
    conditions := conditions || case
      when entry.type is null then null
      when entry.operator = 'is' and entry.value = 'null' then format('o.%I is null', entry.name)
      when entry.operator = 'not.is' and entry.value = 'null' then format('o.%I is not null', entry.name)
      when entry.operator = 'in' and jsonb_typeof(entry.value) = 'array' then
        format('o.%I = any (%s::%s[])', entry.name, valence.filter_values(entry.key), entry.type)
      when entry.operator in ('eq', 'neq', 'lt', 'lte', 'gt', 'gte') then format(
        case
          when valence.is_moments_day(entry.name, entry.type, entry.value)
            then 'o.%I %s (select valence.day_start(($1 ->> %L)::date))'
          else 'o.%I %s ($1 ->> %L)::%s'
        end,
        entry.name,
        case entry.operator
          when 'eq' then '=' when 'neq' then '<>' when 'lt' then '<' when 'lte' then '<=' when 'gt' then '>' else '>='
        end,
        entry.key,
        entry.type
      )
    end;
    if conditions[cardinality(conditions)] is null then
      raise exception '% cannot be filtered by %', source, entry.key using errcode = 'invalid_parameter_value';
    end if;
  end loop;
  return coalesce(nullif(array_to_string(conditions, ' and '), ''), 'true');
end
$$;

-- How a folded word, SEARCHED, is looked for in a text. Under "C" lower case is a matter of bytes, and enough for plain letters;
-- only values with others lose their accents first, and of these only such as may hold it. strpos takes half as long as ILIKE, and no
-- sign for a pattern.
create or replace function valence.word_match(expression text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    '(strpos(lower(%1$s collate "C"), SEARCHED) > 0
      or octet_length(%1$s) > char_length(%1$s)
        and %1$s collate "C" ~* valence.accented_pattern(SEARCHED)
        and strpos(valence.folded_text(%1$s), SEARCHED) > 0)',
    expression
  )
$$;

-- How a word, SEARCHED, is looked for in a name with at most one letter wrong: see search_pattern. Only names that hold a part of the
-- word as it is are looked at closely, which tells most apart in a tenth of the time.
create or replace function valence.near_match(expression text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    '(lower(%1$s collate "C") like any (valence.plain_pieces(SEARCHED))
        and lower(%1$s collate "C") like any (valence.near_patterns(SEARCHED))
      or octet_length(%1$s) > char_length(%1$s)
        and %1$s collate "C" ~* valence.accented_pieces(SEARCHED)
        and %1$s ~* valence.search_pattern(SEARCHED, true))',
    expression
  )
$$;

-- Each of these folded words is in one of the texts, or where `elsewhere` finds SEARCHED, or what `beside` says of the word holds. `given` is
-- an expression that gives the words to the query.
create or replace function valence.each_word(
  words text[],
  expressions text[],
  given text,
  elsewhere text default null,
  beside text[] default '{}'
)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(string_agg(
    replace(
      format(
        '(%s)',
        concat_ws(
          ' or ',
          array_to_string(array(select valence.word_match(e) from unnest(expressions) as e), ' or '),
          elsewhere,
          beside[word.place]
        )
      ),
      'SEARCHED',
      format('%s[%s]', given, word.place)
    ),
    ' and '
  ), 'true')
  from unnest(words) with ordinality as word (text, place)
  where word.text <> ''
$$;

-- The words of q, folded; none where it says nothing.
create or replace function valence.folded_words(q text)
returns text[]
language sql
immutable
parallel safe
set search_path = ''
as $$
  select coalesce(regexp_split_to_array(valence.folded_text(q), '\s+'), '{}')
$$;

-- The same for the words of q.
create or replace function valence.word_conditions(
  q text,
  expressions text[],
  elsewhere text default null,
  beside text[] default '{}'
)
returns text
language sql
stable
set search_path = ''
as $$
  select valence.each_word(
    valence.folded_words(q), expressions, '(valence.folded_words($1 ->> ''q''))', elsewhere, beside
  )
$$;

-- Whether SEARCHED is in one of a contact's addresses, or, as a number has a digit, numbers. Most have one address, which is read in a
-- third of the time that all take.
create or replace function valence.address_match(source text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    $condition$strpos(lower((%1$s.email_jsonb -> 0 ->> 'email') collate "C"), SEARCHED) > 0
      or %1$s.email_jsonb -> 1 is not null
        and strpos(lower(jsonb_path_query_array(%1$s.email_jsonb, '$[*].email')::text collate "C"), SEARCHED) > 0
      or SEARCHED like '%%_@_%%'
        and strpos(valence.mail_key(jsonb_path_query_array(%1$s.email_jsonb, '$[*].email')::text), valence.mail_key(SEARCHED)) > 0
      or SEARCHED ~ '\d' and strpos(jsonb_path_query_array(%1$s.phone_jsonb, '$[*].number')::text, SEARCHED) > 0$condition$,
    source
  )
$$;

-- Whether SEARCHED is in the name of the organization of that id: a subquery that is hashed once, as a common word is in the names of
-- thousands.
create or replace function valence.organization_match(id text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format('%s in (select c.id from public.companies as c where %s)', id, valence.word_match('c.name'))
$$;

-- Each word is in one of the names with at most one letter wrong. `given` is an expression that gives the words to the query.
create or replace function valence.near_conditions(words text[], names text[], given text)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(string_agg(
    replace(
      format('(%s)', array_to_string(array(select valence.near_match(name) from unnest(names) as name), ' or ')),
      'SEARCHED',
      format('%s[%s]', given, place)
    ),
    ' and '
  ), 'true')
  from generate_subscripts(words, 1) as place
$$;

-- A value of a filter, one or several, as texts. Immutable, so that they are known when a query is planned.
create or replace function valence.filter_texts(given jsonb)
returns text[]
language sql
immutable
parallel safe
set search_path = ''
as $$
  select array(
    select jsonb_array_elements_text(case jsonb_typeof(given) when 'array' then given else jsonb_build_array(given) end)
  )
$$;

-- The values of a key of the filter.
create or replace function valence.filter_values(key text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format('valence.filter_texts($1 -> %L)', key)
$$;

-- What is in the trash, without those that a merge put there: they come back when it is taken back.
create or replace function valence.trashed_condition(resource text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    'o.deleted_at is not null and not exists (
      select
      from public.merge_records as m
      where m.resource = %L and m.loser_id = o.id and m.undone_at is null and m.record ? ''changes'')',
    resource
  )
$$;

-- The query for a page of a list, and how many there are: {total, rows}; $1 is the filter, $2 how many rows, $3 how many come
-- before them. Equal values are told apart by id, unknown ones come last. The rows of the page are chosen by key first, and only
-- they get what the view shows beside a row: page 400 would else look up 10,000 organizations and contacts for nothing.
-- what is what people call the rows. sort_key and joined replace the column that sorts, and what it comes from. beside is
-- JSON that a row of the page gets in addition.
create or replace function valence.list_query(
  what text,
  source regclass,
  conditions text,
  filter jsonb,
  sort text,
  is_descending boolean,
  sort_key text default null,
  joined text default null,
  beside text default null
)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (
    select
    from pg_catalog.pg_attribute as a
    where a.attrelid = source and a.attname = sort and a.attnum > 0
  ) then
    raise exception '% cannot be sorted by %', what, sort using errcode = 'invalid_parameter_value';
  end if;
  return format(
    $query$
      with matched as %6$s materialized (
        select o.id, %3$s as sort_key
        from %2$s as o
        %5$s
        where %1$s
      )
      select jsonb_build_object(
        'total', (select count(*) from matched as m),
        'rows', (
          select coalesce(jsonb_agg(to_jsonb(o.*)%7$s order by page.place), '[]')
          from (
            select first.id, row_number() over (order by first.sort_key %4$s nulls last, first.id %4$s) as place
            from (
              -- Numbered once they are chosen: to number all, all would have to be sorted.
              select m.id, m.sort_key
              from matched as m
              order by m.sort_key %4$s nulls last, m.id %4$s
              limit $2
              offset $3
            ) as first
          ) as page
          join %2$s as o on o.id = page.id
        )
      )
    $query$,
    conditions,
    source,
    coalesce(sort_key, format('o.%I', sort)),
    case when is_descending then 'desc' else 'asc' end,
    joined,
    -- Words are looked for once, and not once for the count and once for the page.
    case when filter ? 'q' then '' else 'not' end,
    ' || ' || beside
  );
end
$$;

-- What the filter of a list means: conditions on `o`.
create or replace function valence.list_conditions(resource text, filter jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return case resource
    when 'contacts' then valence.contact_conditions(filter)
    when 'organizations' then valence.organization_conditions(filter)
    else valence.opportunity_conditions(filter)
  end;
end
$$;

-- For a filter under which a list of contacts or organizations is empty: the same, with its words looked for with typos
-- (is_guess) if no row of the list holds them as they were typed, else null. The other conditions have no say in that, so
-- that words mean the same on every page, in an export and in a bulk edit.
create or replace function valence.guess_of(resource text, filter jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  words constant jsonb := jsonb_build_object('q', filter -> 'q');
  is_there boolean := false;
begin
  if resource = 'opportunities' or filter ? 'is_guess' or cardinality(valence.search_words(filter ->> 'q')) > 0 is not true then
    return null;
  end if;
  if filter <> words then
    execute format(
      'select exists (select from public.%I as o where %s)',
      case resource when 'organizations' then 'companies' else resource end,
      valence.list_conditions(resource, words)
    ) into is_there using words;
  end if;
  return case when not is_there then filter || '{"is_guess": true}' end;
end
$$;

-- By what a list of contacts, organizations or opportunities is sorted where that is no column, and what comes with a row: SQL of ours, chosen by
-- names, with nothing in it that a caller gave. Joins read each table once, and not by the view's look-up for every row.
create or replace function valence.list_parts(resource text, sort text)
returns table (source regclass, sort_key text, joined text, beside text)
language sql
stable
set search_path = ''
as $$
  select
    known.source::regclass,
    by_sort.sort_key,
    by_sort.joined,
    known.beside
  from (
    values
      ('contacts', 'public.contacts_summary', null),
      ('organizations', 'public.companies_summary', 'jsonb_build_object(''tag_ids'', valence.organization_tag_ids(o.id))'),
      ('opportunities', 'public.opportunities_summary', null)
  ) as known (resource, source, beside)
  left join (
    values
      -- As the indexes have them.
      ('contacts', 'last_name', 'left(o.last_name, 200)', null),
      ('organizations', 'name', 'left(o.name, 200)', null),
      (
        'contacts', 'company_name', 'organization.name',
        'left join public.companies as organization on organization.id = o.company_id'
      ),
      (
        'contacts', 'nb_tasks', 'coalesce(pending.count, 0)',
        'left join (
          select t.contact_id, count(*) as count from public.tasks as t where t.done_date is null group by t.contact_id
        ) as pending on pending.contact_id = o.id'
      ),
      (
        'organizations', 'nb_contacts', 'coalesce(counted.count, 0)',
        'left join (
          select c.company_id as id, count(*) as count from public.contacts as c where c.deleted_at is null group by c.company_id
        ) as counted on counted.id = o.id'
      ),
      (
        'organizations', 'nb_opportunities', 'coalesce(counted.count, 0)',
        'left join (
          select p.customer_organization_id as id, count(*) as count
          from public.opportunities as p
          where p.deleted_at is null
          group by p.customer_organization_id
        ) as counted on counted.id = o.id'
      ),
      (
        'opportunities', 'company_name', 'organization.name',
        'left join public.companies as organization on organization.id = o.customer_organization_id'
      ),
      (
        'opportunities', 'owner_name', 'concat_ws('' '', owner.first_name, owner.last_name)',
        'left join public.sales as owner on owner.id = o.sales_id'
      )
  ) as by_sort (resource, sort, sort_key, joined) on by_sort.resource = known.resource and by_sort.sort = list_parts.sort
  where known.resource = list_parts.resource
$$;

-- A page of a list under a filter, see list_query.
create or replace function valence.list_page(
  resource text,
  filter jsonb,
  sort text,
  is_descending boolean,
  page_size integer,
  skipped integer
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  parts record;
  answer jsonb;
begin
  select p.* into strict parts from valence.list_parts(resource, sort) as p;
  execute valence.list_query(
    initcap(resource), parts.source, valence.list_conditions(resource, filter), filter, sort, is_descending,
    parts.sort_key, parts.joined, parts.beside
  ) into answer using filter, least(page_size, 10000), skipped;
  return answer;
end
$$;

-- The same for the lists of contacts and of organizations. Where nothing holds the words, what nearly does is a guess, and the answer says is_guess.
create or replace function valence.list_or_guess(
  resource text,
  filter jsonb,
  sort text,
  is_descending boolean,
  page_size integer,
  skipped integer
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  answer constant jsonb := valence.list_page(resource, filter, sort, is_descending, page_size, skipped);
  guess jsonb;
begin
  if answer ->> 'total' = '0' then
    guess := valence.guess_of(resource, filter);
  end if;
  if guess is null then
    return answer;
  end if;
  return valence.list_page(resource, guess, sort, is_descending, page_size, skipped) || '{"is_guess": true}';
end
$$;

-- The ids of all rows under the filter of a list, guesses where it shows these.
create or replace function valence.ids_under(resource text, filter jsonb)
returns bigint[]
language plpgsql
stable
set search_path = ''
as $$
declare
  query constant text := format(
    'select array(select o.id from public.%I as o where %%s)',
    case resource
      when 'contacts' then 'contacts_summary' when 'organizations' then 'companies' else 'opportunities_summary'
    end
  );
  found bigint[];
  guess jsonb;
begin
  execute format(query, valence.list_conditions(resource, filter)) into found using filter;
  if found = '{}' then
    guess := valence.guess_of(resource, filter);
  end if;
  if guess is not null then
    execute format(query, valence.list_conditions(resource, guess)) into found using guess;
  end if;
  return found;
end
$$;
