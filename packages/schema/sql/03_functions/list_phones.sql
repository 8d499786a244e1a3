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

-- The keys of a contact's numbers.
create or replace function valence.phone_keys(phones jsonb)
returns text[]
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return array(select valence.phone_key(n #>> '{}') from jsonb_path_query(phones, '$[*].number ? (@ != null)') as n);
end
$$;

-- Whether two keys are of one number, one of them perhaps without the digits of its country. Of fewer digits than a town has telephones, nothing
-- is the same.
create or replace function valence.is_same_phone(one text, other text)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return least(length(one), length(other)) >= 8
    and abs(length(one) - length(other)) <= 4
    and right(one, least(length(one), length(other))) = right(other, least(length(one), length(other)));
end
$$;

-- A pattern that texts with one of these numbers have, however it is written: read faster than each number of each row is.
create or replace function valence.phone_pattern(phones text[])
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select string_agg(array_to_string(regexp_split_to_array(right(valence.phone_key(phone), 7), ''), '[^0-9]{0,3}'), '|')
  from unnest(phones) as phone
  where length(valence.phone_key(phone)) >= 8
$$;

-- What of an e-mail address tells it from others: in small letters, and without what stands behind a plus, which is one's own sign for oneself. Also
-- of a text with several addresses.
create or replace function valence.mail_key(address text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  return regexp_replace(lower(btrim(address)), '\+[^@"[:space:]]*@', '@', 'g');
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
