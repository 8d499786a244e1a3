-- Probability follows the stage until someone sets it by hand; a closed opportunity is 100 or 0 in any case.
create or replace function public.stage_probability(stage public.opportunity_stage)
returns smallint
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return case stage
    when 'lead' then 10
    when 'qualified' then 25
    when 'needs_analysis' then 40
    when 'proposal' then 60
    when 'negotiation' then 80
    when 'closed_won' then 100
    when 'closed_lost' then 0
    when 'nurturing' then 15
  end;
end
$$;

-- With its owner's rights: whoever may write an opportunity need not be able to call stage_probability.
create or replace function public.set_opportunity_probability()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.probability_manual := new.probability_manual or new.probability is not null;
  elsif new.probability is distinct from old.probability
    and new.probability_manual is not distinct from old.probability_manual then
    new.probability_manual := new.probability is not null;
  elsif old.stage in ('closed_won', 'closed_lost') and new.stage not in ('closed_won', 'closed_lost') then
    -- Reopened: 100 or 0 came from the closing, not from a person.
    new.probability_manual := false;
  end if;
  if new.stage in ('closed_won', 'closed_lost')
    or not new.probability_manual
    or new.probability is null then
    new.probability := public.stage_probability(new.stage);
  end if;
  return new;
end
$$;
