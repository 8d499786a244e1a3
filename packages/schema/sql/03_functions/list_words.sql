-- The words of a query in small letters and without accents. What separates words is part of none.
create or replace function valence.search_words(query text)
returns text[]
language sql
immutable
parallel safe
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
-- one too many, or swapped with its neighbour, unless the word is so short that it would be nearly any other, or so long that
-- every row would cost a hundred patterns.
create or replace function valence.search_pattern(word text, is_lenient boolean default false)
returns text
language sql
immutable
parallel safe
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
    when is_lenient and length(word) between 4 and 30 then (
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

-- A pattern (for ~*, under "C") for texts with more than plain letters: it finds all in which folded_text would find the word, and few others. Each
-- letter is there or stands for one that is not plain, which may be two when folded. Takes a sixth of the time that folding takes.
create or replace function valence.accented_pattern(word text)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select string_agg(
    case
      when l.letter !~ '[a-z0-9]' then '.'
      else '[' || l.letter || '\u0080-\uffff]' || case when l.before || l.letter in ('ss', 'ae') then '?' else '' end
    end || '[\u0080-\uffff]*',
    ''
    order by l.place
  )
  from (
    select letter, place, lag(letter) over (order by place) as before
    from regexp_split_to_table(word, '') with ordinality as one (letter, place)
  ) as l
$$;

-- Parts of a word of which a text holds one if search_pattern finds the word in it with a typo: one letter leaves one half as it is, unless
-- it changed places with its neighbour across the middle.
create or replace function valence.search_pieces(word text)
returns text[]
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case
    when length(word) not between 4 and 30 then array[word]
    else array[
      left(word, length(word) / 2),
      substr(word, length(word) / 2 + 1),
      overlay(word placing reverse(substr(word, length(word) / 2, 2)) from length(word) / 2 for 2)
    ]
  end
$$;

-- The same as patterns for LIKE, and with whatever accents as one for ~*.
create or replace function valence.plain_pieces(word text)
returns text[]
language sql
immutable
parallel safe
set search_path = ''
as $$
  select array_agg('%' || piece || '%') from unnest(valence.search_pieces(word)) as piece
$$;
create or replace function valence.accented_pieces(word text)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select string_agg(valence.accented_pattern(piece), '|') from unnest(valence.search_pieces(word)) as piece
$$;

-- What search_pattern finds with a typo in plain letters, as patterns for LIKE: twenty of these take a tenth of the time of the one.
create or replace function valence.near_patterns(word text)
returns text[]
language sql
immutable
parallel safe
set search_path = ''
as $$
  select array_agg('%' || near.form || '%')
  from (
    select word as form
    where length(word) not between 4 and 30
    union all
    select unnest(array[
      left(word, place - 1) || '_' || substr(word, place + 1),
      left(word, place - 1) || substr(word, place + 1),
      left(word, place - 1) || '_' || substr(word, place),
      left(word, place - 1) || reverse(substr(word, place, 2)) || substr(word, place + 2)
    ])
    from generate_series(1, length(word)) as place
    where length(word) between 4 and 30
  ) as near
$$;

-- What is searched for has an end, or one search would keep a server busy for everybody.
create or replace function valence.checked_query(q text)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  if length(q) > 200 then
    raise exception 'A search has at most 200 letters, and this one has %', length(q)
      using errcode = 'string_data_right_truncation', hint = 'Search for fewer words.';
  end if;
  return q;
end
$$;
