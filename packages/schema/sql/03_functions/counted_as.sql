-- What an opportunity counts as in every sum of money there is, on whichever page: won and lost ones whether archived or not, because they count
-- where they were closed; open ones while they are not archived; else nothing. Without a search path of its own, so that it becomes part of
-- the query.
create or replace function valence.counted_as(stage public.opportunity_stage, archived_at timestamptz)
returns text
language sql
immutable
as $$
  select case stage
    when 'closed_won' then 'won'
    when 'closed_lost' then 'lost'
    else case when archived_at is null then 'open' end
  end
$$;
