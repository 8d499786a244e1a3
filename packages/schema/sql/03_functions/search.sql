-- Opportunities, contacts and organizations that hold every word: {is_guess, KIND: {total, rows}}, the best first: those that
-- are called so, those whose name begins so, those with each word at the beginning of one of their name, those with
-- each word in their name, the rest; the latest first among equals. Where nothing holds the words as typed, names that
-- nearly do are a guess, the latest first. With the rights of the caller: what the policies hide is neither found nor counted. Words and
-- names are compared as lists compare them: see word_match and near_match.
create or replace function public.search_everything(query text, page_size integer default 5)
returns jsonb
language plpgsql
stable
set search_path = ''
-- A search is worth no more: it is ended, and whoever asked is told to ask for less.
set statement_timeout = '2s'
as $$
declare
  -- An address with a plus is the one without, in whose words it is looked for.
  typed constant text[] := valence.search_words(valence.mail_key(valence.checked_query(query)));
  words constant text[] := array(select valence.folded_text(word) from unnest(typed) as word);
  -- Where the words stand in the name, the label. Strings first, because a pattern takes ten times as long.
  rank constant text := format(
    $rank$case
      when %s then 4
      when starts_with(r.label, $1[1]) and r.label ~ ('^' || array_to_string($1, '\W*') || '$') then 0
      when starts_with(r.label, $1[1]) and r.label ~ ('^' || array_to_string($1, '\W*')) then 1
      when r.label ~ all (array(select '\m' || word from unnest($1) as word)) then 2
      else 3
    end$rank$,
    coalesce(
      (select string_agg(format('strpos(r.label, $1[%s]) = 0', place), ' or ') from generate_subscripts(words, 1) as place),
      'true'
    )
  );
  kind record;
  is_guess boolean;
  conditions text;
  found jsonb;
  answer jsonb;
  total bigint;
begin
  foreach is_guess in array array[false, true] loop
    answer := jsonb_build_object('is_guess', is_guess);
    total := 0;
    for kind in
      select *
      from (
        values
          (
            'opportunities', 'public.opportunities', 'r.name', array['r.name'], 'r.created_at',
            array['r.name', 'r.description'], valence.organization_match('r.customer_organization_id'),
            $shown$'name', r.name, 'stage', r.stage, 'archived_at', r.archived_at, 'company_name',
              (select c.name from public.companies as c where c.id = r.customer_organization_id)$shown$,
            null
          ),
          (
            'contacts', 'public.contacts', $label$concat_ws(' ', r.first_name, r.last_name)$label$,
            array['r.first_name', 'r.last_name'], 'r.last_seen',
            array['r.first_name', 'r.last_name', 'r.title'],
            concat_ws(' or ', valence.address_match('r'), valence.organization_match('r.company_id')),
            $shown$'first_name', r.first_name, 'last_name', r.last_name, 'title', r.title, 'company_name',
              (select c.name from public.companies as c where c.id = r.company_id)$shown$,
            valence.numbers_of('r')
          ),
          (
            'organizations', 'public.companies', 'r.name', array['r.name'], 'r.created_at',
            array['r.name', 'r.city', 'r.website::text', 'r.phone_number', 'r.description'], null,
            $shown$'name', r.name, 'organization_type', r.organization_type, 'city', r.city$shown$,
            'select r.phone_number'
          )
      ) as k (name, source, label, names, recent, columns, elsewhere, shown, numbers)
    loop
      conditions := case
        when is_guess then valence.near_conditions(typed, kind.names, '($3)')
        when kind.numbers is null then valence.each_word(words, kind.columns, '($1)', kind.elsewhere)
        else valence.or_phone(valence.each_word(words, kind.columns, '($1)', kind.elsewhere), query, '$4', kind.numbers)
      end;
      execute format(
        $query$
          with matched as materialized (
            select r.id, %6$s as rank, r.recent
            from (
              select
                r.id,
                %2$s as recent,
                case when octet_length(%3$s) = char_length(%3$s) then lower(%3$s collate "C") else valence.folded_text(%3$s) end as label
              from %1$s as r
              where r.deleted_at is null and cardinality($1) > 0 and %4$s
              -- Folded once for each row, not once for each use.
              offset 0
            ) as r
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
        kind.source, kind.recent, kind.label, conditions, kind.shown, case when is_guess then '0' else rank end
      ) into found using words, page_size, typed, query;
      answer := answer || jsonb_build_object(kind.name, found);
      total := total + (found ->> 'total')::bigint;
    end loop;
    exit when total > 0;
  end loop;
  return answer;
end
$$;
