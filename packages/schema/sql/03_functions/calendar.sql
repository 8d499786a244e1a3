-- The calendar of whoever asks. Their time zone comes with the request: the server passes the header x-time-zone on as a setting, and where
-- PostgREST is asked itself it stands among the headers. Without one, or with one that no calendar knows, the session's holds. It is the
-- caller's own word, and only ever moves their own days.
create or replace function valence.reader_zone()
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  zone text;
begin
  zone := coalesce(
    nullif(current_setting('valence.time_zone', true), ''),
    nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-time-zone',
    current_setting('TimeZone')
  );
  perform now() at time zone zone;
  return zone;
exception
  when invalid_parameter_value or invalid_text_representation then
    return current_setting('TimeZone');
end
$$;

-- Today, as the reader's calendar has it.
create or replace function valence.reader_day()
returns date
language sql
stable
set search_path = ''
as $$
  select (now() at time zone valence.reader_zone())::date
$$;

-- When a day begins for the reader.
create or replace function valence.day_start(day date)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select day_start.day::timestamp at time zone valence.reader_zone()
$$;

-- When a task is due in a time zone. Midnight of UTC is how Atomic CRM writes a day without an hour: it is that day's noon, or it would be
-- the evening before in the Americas.
create or replace function valence.due_moment(due timestamptz, zone text)
returns timestamptz
language plpgsql
stable
strict
set search_path = ''
as $$
begin
  if due = date_trunc('day', due, 'UTC') then
    return ((due at time zone 'UTC') + interval '12 hours') at time zone zone;
  end if;
  return due;
end
$$;
