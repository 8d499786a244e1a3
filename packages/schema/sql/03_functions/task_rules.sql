-- The first day of a repetition that comes after a moment: repeat_from, and every so many days, weeks or months from there. Days
-- are those of UTC, which noon in nearly every zone shares; a month without the day gives its last one.
create or replace function valence.next_repetition(
  repeat_from timestamptz,
  repeat_every integer,
  repeat_unit text,
  after timestamptz
)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select min(turns.at)
  from (
    -- As if every month were of the longest: never too many, and too few by less than one in fifty.
    select greatest(
      0,
      floor(
        extract(epoch from next_repetition.after - next_repetition.repeat_from) / 86400 / next_repetition.repeat_every
        / case next_repetition.repeat_unit when 'day' then 1 when 'week' then 7 else 31 end
      )
    )::integer as passed
    where isfinite(next_repetition.repeat_from) and isfinite(next_repetition.after)
  ) as counted
  cross join lateral (
    select (
      next_repetition.repeat_from at time zone 'UTC'
      + turn * format('%s %s', next_repetition.repeat_every, next_repetition.repeat_unit)::interval
    ) at time zone 'UTC' as at
    from generate_series(counted.passed, counted.passed + counted.passed / 50 + 2) as turn
  ) as turns
  where turns.at > next_repetition.after
$$;

-- A task that repeats is followed by the next one when it is done, whoever checks it. The repetition goes over to that one: a task
-- that is checked again, or by two people at once, is not followed twice. Days that went by meanwhile are skipped.
create or replace function valence.repeat_task()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  next_due timestamptz;
begin
  if new.repeat_unit is null then
    new.repeat_from := null;
    return new;
  end if;
  if tg_op = 'UPDATE' and (old.repeat_unit, old.repeat_every) is distinct from (new.repeat_unit, new.repeat_every) then
    new.repeat_from := new.due_date;
  end if;
  new.repeat_from := coalesce(new.repeat_from, new.due_date, now());
  if tg_op = 'INSERT' or new.done_date is null or old.done_date is not null then
    return new;
  end if;

  next_due := valence.next_repetition(
    new.repeat_from, new.repeat_every, new.repeat_unit, greatest(new.due_date::timestamptz, new.done_date::timestamptz)
  );
  if next_due is not null then
    insert into public.tasks (
      contact_id, organization_id, opportunity_id, type, text, due_date, sales_id, repeat_unit, repeat_every, repeat_from
    )
    values (
      new.contact_id, new.organization_id, new.opportunity_id, new.type, new.text, next_due, new.sales_id,
      new.repeat_unit, new.repeat_every, new.repeat_from
    );
  end if;
  new.repeat_unit := null;
  new.repeat_every := null;
  new.repeat_from := null;
  return new;
end
$$;
