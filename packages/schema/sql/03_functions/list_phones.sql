-- What of a telephone number tells it from others, however it is written: its digits without signs, and without the noughts and the (0) that
-- stand for the way out of a country or into it. With the country's own digits where these were written.
create or replace function valence.phone_key(number text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return ltrim(regexp_replace(replace(number, '(0)', ''), '[^0-9]', '', 'g'), '0');
end
$$;

-- The key of the number that somebody looks for; null where the words are no number, or too little of one to be told from years and amounts.
create or replace function valence.sought_phone(q text)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select valence.phone_key(q) where q ~ '^[[:space:]0-9+()./\u00a0\u2010-\u2015-]+$' and length(valence.phone_key(q)) >= 6
$$;

-- Whether a number holds what is looked for, or is it without the digits of its country.
create or replace function valence.is_phone(number text, sought text)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  key constant text := valence.phone_key(number);
begin
  return strpos(key, sought) > 0 or length(key) >= 7 and right(sought, length(key)) = key;
end
$$;

-- These conditions, or, where q is a number, that `numbers`, a query of telephone numbers, has it. `given` is an expression that gives q to the query.
create or replace function valence.or_phone(conditions text, q text, given text, numbers text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when valence.sought_phone(q) is null then conditions
    else format(
      '((%s) or exists (select from (%s) as p (number) where valence.is_phone(p.number, valence.sought_phone(%s))))',
      conditions, numbers, given
    )
  end
$$;

-- The telephone numbers of a contact, as a query.
create or replace function valence.numbers_of(source text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format($numbers$select n #>> '{}' from jsonb_path_query(%s.phone_jsonb, '$[*].number') as n$numbers$, source)
$$;
