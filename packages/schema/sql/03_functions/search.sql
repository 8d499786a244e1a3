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
            'opportunities', 'public.opportunities', 'r.name', array['r.name'], 'r.created_at', 'customer_organization_id',
            array['r.name', 'r.description'],
            $shown$'name', r.name, 'stage', r.stage, 'archived_at', r.archived_at, 'company_name',
              (select c.name from public.companies as c where c.id = r.customer_organization_id)$shown$
          ),
          (
            'contacts', 'public.contacts', $label$concat_ws(' ', r.first_name, r.last_name)$label$,
            array['r.first_name', 'r.last_name'], 'r.last_seen', 'company_id',
            array[
              'r.first_name', 'r.last_name', 'r.title', $emails$jsonb_path_query_array(r.email_jsonb, '$[*].email')::text$emails$,
              $phones$jsonb_path_query_array(r.phone_jsonb, '$[*].number')::text$phones$
            ],
            $shown$'first_name', r.first_name, 'last_name', r.last_name, 'title', r.title, 'company_name',
              (select c.name from public.companies as c where c.id = r.company_id)$shown$
          ),
          (
            'organizations', 'public.companies', 'r.name', array['r.name'], 'r.created_at', null,
            array['r.name', 'r.city', 'r.website::text', 'r.phone_number', 'r.description'],
            $shown$'name', r.name, 'organization_type', r.organization_type, 'city', r.city$shown$
          )
      ) as k (name, source, label, names, recent, organization, columns, shown)
    loop
      if (answer -> 'is_guess')::boolean then
        condition := public.near_conditions(words, kind.names, '($3)');
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
      ) into found using patterns, page_size, words;
      answer := answer || jsonb_build_object(kind.name, found);
      total := total + (found ->> 'total')::bigint;
    end loop;
    exit when total > 0;
  end loop;
  return answer;
end
$$;
