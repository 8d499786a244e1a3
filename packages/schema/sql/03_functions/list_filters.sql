-- What lists of every kind share. A filter is JSON, given to the query as $1, and its conditions are about `o`: no value
-- becomes part of the text.

-- A text as search compares it: lower case, without accents and without spaces around it.
create or replace function public.folded_text(given text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select btrim(translate(
    replace(replace(regexp_replace(normalize(lower(given), nfd), '[\u0300-\u036f]', '', 'g'), 'ß', 'ss'), 'æ', 'ae'),
    'øłđð',
    'oldd'
  ))
$$;

-- Conditions on columns of a table. Keys are `column` or `column@operator` (eq, neq, lt, lte, gt, gte, is, not.is, in).
-- An unknown key is an error, because a condition that is ignored shows too much.
create or replace function public.column_conditions(source regclass, filter jsonb)
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
        format('o.%I = any (array(select jsonb_array_elements_text($1 -> %L))::%s[])', entry.name, entry.key, entry.type)
      when entry.operator in ('eq', 'neq', 'lt', 'lte', 'gt', 'gte') then format(
        'o.%I %s ($1 ->> %L)::%s',
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

-- How a word, PATTERN, is looked for in a text. Under "C" lower case is a matter of bytes, ten times faster, and enough for
-- plain letters; only values with others lose their accents first.
create or replace function public.word_match(expression text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    '(%1$s ilike PATTERN collate "C" or octet_length(%1$s) > char_length(%1$s) and public.folded_text(%1$s) like PATTERN)',
    expression
  )
$$;

-- Each word of q is in one of the texts, or where `elsewhere` finds PATTERN.
create or replace function public.word_conditions(q text, expressions text[], elsewhere text default null)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(string_agg(
    replace(
      format(
        '(%s)',
        concat_ws(' or ', array_to_string(array(select public.word_match(e) from unnest(expressions) as e), ' or '), elsewhere)
      ),
      'PATTERN',
      format(
        $pattern$('%%' || regexp_replace((regexp_split_to_array(public.folded_text($1 ->> 'q'), '\s+'))[%s], '([\\%%_])', '\\\1', 'g') || '%%')$pattern$,
        word.place
      )
    ),
    ' and '
  ), 'true')
  from regexp_split_to_table(public.folded_text(q), '\s+') with ordinality as word (text, place)
  where word.text <> ''
$$;

-- The values of a key of the filter, one or several, as texts.
create or replace function public.filter_values(key text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    'array(select jsonb_array_elements_text(
      case jsonb_typeof($1 -> %1$L) when ''array'' then $1 -> %1$L else jsonb_build_array($1 -> %1$L) end))',
    key
  )
$$;

-- What is in the trash, without those that a merge put there: they come back when it is taken back.
create or replace function public.trashed_condition(resource text)
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
create or replace function public.list_query(
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
          select coalesce(jsonb_agg(to_jsonb(o)%7$s order by page.place), '[]')
          from (
            select m.id, row_number() over (order by m.sort_key %4$s nulls last, m.id %4$s) as place
            from matched as m
            order by m.sort_key %4$s nulls last, m.id %4$s
            limit $2
            offset $3
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
