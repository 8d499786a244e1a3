-- What lists of every kind share. A filter is JSON, given to the query as $1, and its conditions are about `o`: no value
-- becomes part of the text.

-- A text as search compares it: lower case, without accents and without spaces around it.
create or replace function public.plain_text(given text)
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
    '(%1$s ilike PATTERN collate "C" or octet_length(%1$s) > char_length(%1$s) and public.plain_text(%1$s) like PATTERN)',
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
        $pattern$('%%' || regexp_replace((regexp_split_to_array(public.plain_text($1 ->> 'q'), '\s+'))[%s], '([\\%%_])', '\\\1', 'g') || '%%')$pattern$,
        word.place
      )
    ),
    ' and '
  ), 'true')
  from regexp_split_to_table(public.plain_text(q), '\s+') with ordinality as word (text, place)
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
