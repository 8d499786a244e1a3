-- The words of a query in small letters and without accents. What separates words is part of none.
create or replace function public.search_words(query text)
returns text[]
language sql
immutable
set search_path = ''
as $$
  select coalesce(array_agg(word), '{}')
  from regexp_split_to_table(
    lower(regexp_replace(normalize(query, nfkd), '[\u0300-\u036f]+', '', 'g')),
    '[\s!-/:-@\[-`{-~\u00ab\u00bb\u2010-\u201f\u2026\u2039\u203a]+'
  ) as word
  where word <> ''
$$;

-- A pattern (for ~*) that finds a word with whatever accents. Folding each row instead costs ten times as much, and needs an
-- extension or an index to be fast; an installation may have neither. With `is_lenient`, one letter may be wrong, missing,
-- one too many, or swapped with its neighbour, unless the word is so short that it would be nearly any other.
create or replace function public.search_pattern(word text, is_lenient boolean default false)
returns text
language sql
immutable
set search_path = ''
as $$
  with letters as (
    select array_agg(
      case
        when v.variants is not null then '[' || l.letter || v.variants || '][\u0300-\u036f]*'
        else l.letter
      end
      order by l.place
    ) as list
    from regexp_split_to_table(word, '') with ordinality as l (letter, place)
    left join (
      values
        ('a', '\u00e0-\u00e5\u0101\u0103\u0105'), ('c', '\u00e7\u0107\u0109\u010b\u010d'), ('d', '\u010f\u0111'),
        ('e', '\u00e8-\u00eb\u0113\u0115\u0117\u0119\u011b'), ('g', '\u011d\u011f\u0121\u0123'),
        ('i', '\u00ec-\u00ef\u0129\u012b\u012d\u012f\u0131'), ('k', '\u0137'), ('l', '\u013a\u013c\u013e\u0142'),
        ('n', '\u00f1\u0144\u0146\u0148'), ('o', '\u00f2-\u00f6\u00f8\u014d\u014f\u0151'), ('r', '\u0155\u0157\u0159'),
        ('s', '\u015b\u015d\u015f\u0161\u0219'), ('t', '\u0163\u0165\u021b'),
        ('u', '\u00f9-\u00fc\u0169\u016b\u016d\u016f\u0171\u0173'), ('w', '\u0175'), ('y', '\u00fd\u00ff\u0177'),
        ('z', '\u017a\u017c\u017e')
    ) as v (letter, variants) on v.letter = l.letter
  )
  select case
    when is_lenient and length(word) >= 4 then (
      select string_agg(
        concat_ws(
          '|',
          array_to_string(list[:place - 1] || '.?'::text || list[place + 1:], ''),
          array_to_string(list[:place - 1] || '.'::text || list[place:], ''),
          array_to_string(list[:place - 1] || list[place + 1:place + 1] || list[place:place] || list[place + 2:], '')
        ),
        '|'
      )
      from generate_subscripts(list, 1) as place
    )
    else array_to_string(list, '')
  end
  from letters
$$;

-- Opportunities, contacts and organizations that hold every word: {is_guess, KIND: {total, rows}}, the best first: those that
-- are called so, those whose name begins so, those with each word at the beginning of one of their name, those with
-- each word in their name, the rest; the latest first among equals. Where nothing holds the words as typed, names that
-- nearly do are a guess. With the rights of the caller: what the policies hide is neither found nor counted. Column by
-- column, because texts that are put together first take three times as long.
create or replace function public.search_everything(query text, page_size integer default 5)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  words text[] := public.search_words(query);
  patterns text[];
  kind record;
  condition text;
  found jsonb;
  answer jsonb;
  total bigint := 0;
begin
  foreach answer in array array['{"is_guess": false}', '{"is_guess": true}']::jsonb[] loop
    patterns := array(select public.search_pattern(word, (answer -> 'is_guess')::boolean) from unnest(words) as word);
    for kind in
      select *
      from (
        values
          (
            'opportunities', 'public.opportunities', 'r.name', 'r.created_at', 'customer_organization_id',
            array['r.name', 'r.description'],
            $shown$'name', r.name, 'stage', r.stage, 'archived_at', r.archived_at, 'company_name',
              (select c.name from public.companies as c where c.id = r.customer_organization_id)$shown$
          ),
          (
            'contacts', 'public.contacts', $label$concat_ws(' ', r.first_name, r.last_name)$label$, 'r.last_seen', 'company_id',
            array[
              'r.first_name', 'r.last_name', 'r.title', $emails$jsonb_path_query_array(r.email_jsonb, '$[*].email')::text$emails$,
              $phones$jsonb_path_query_array(r.phone_jsonb, '$[*].number')::text$phones$
            ],
            $shown$'first_name', r.first_name, 'last_name', r.last_name, 'title', r.title, 'company_name',
              (select c.name from public.companies as c where c.id = r.company_id)$shown$
          ),
          (
            'organizations', 'public.companies', 'r.name', 'r.created_at', null,
            array['r.name', 'r.city', 'r.website::text', 'r.phone_number', 'r.description'],
            $shown$'name', r.name, 'organization_type', r.organization_type, 'city', r.city$shown$
          )
      ) as k (name, source, label, recent, organization, columns, shown)
    loop
      if (answer -> 'is_guess')::boolean then
        condition := format('%s ~* all ($1)', kind.label);
      else
        select coalesce(string_agg(
          format(
            '(%s%s)',
            (select string_agg(format('%s ~* $1[%s]', name, place), ' or ') from unnest(kind.columns) as name),
            case
              when kind.organization is not null then format(
                ' or r.%I = any (array(select c.id from public.companies as c where c.name ~* $1[%s]))',
                kind.organization, place
              )
            end
          ),
          ' and '
        ), 'true')
        into condition
        from generate_subscripts(patterns, 1) as place;
      end if;
      execute format(
        $query$
          with matched as materialized (
            select
              r.id,
              case
                when %2$s ~* ('^' || array_to_string($1, '\W*') || '$') then 0
                when %2$s ~* ('^' || array_to_string($1, '\W*')) then 1
                when %2$s ~* all (array(select '\m' || pattern from unnest($1) as pattern)) then 2
                when %2$s ~* all ($1) then 3
                else 4
              end as rank,
              %3$s as recent
            from %1$s as r
            where r.deleted_at is null and cardinality($1) > 0 and %4$s
          )
          select jsonb_build_object(
            'total', (select count(*) from matched),
            'rows', (
              select coalesce(jsonb_agg(shown.row order by m.rank, m.recent desc nulls last, m.id), '[]')
              from (
                select m.* from matched as m order by m.rank, m.recent desc nulls last, m.id limit $2
              ) as m
              cross join lateral (
                select jsonb_build_object('id', r.id, %5$s) as row from %1$s as r where r.id = m.id
              ) as shown
            )
          )
        $query$,
        kind.source, kind.label, kind.recent, condition, kind.shown
      ) into found using patterns, page_size;
      answer := answer || jsonb_build_object(kind.name, found);
      total := total + (found ->> 'total')::bigint;
    end loop;
    exit when total > 0;
  end loop;
  return answer;
end
$$;
