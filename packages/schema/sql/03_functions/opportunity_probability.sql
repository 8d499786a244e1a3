-- Probability follows the stage until someone sets it by hand; a closed opportunity is 100 or 0 in any case. What an open
-- stage says is in the settings ({"opportunityStages": {"probabilities": {"lead": 5}}}), or else here. With its owner's
-- rights, because whoever may write an opportunity need not be able to read the settings.
create or replace function valence.stage_probability(stage public.opportunity_stage)
returns smallint
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  own jsonb;
begin
  if stage = 'closed_won' then
    return 100;
  elsif stage = 'closed_lost' then
    return 0;
  end if;
  select c.config #> array['opportunityStages', 'probabilities', stage::text] into own
  from public.configuration as c
  where c.id = 1;
  if jsonb_typeof(own) = 'number' then
    return least(greatest(round(own::numeric), 0), 100);
  end if;
  return case stage
    when 'lead' then 10
    when 'qualified' then 25
    when 'needs_analysis' then 40
    when 'proposal' then 60
    when 'negotiation' then 80
    when 'nurturing' then 15
  end;
end
$$;

-- With its owner's rights: whoever may write an opportunity need not be able to call stage_probability.
create or replace function valence.set_opportunity_probability()
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
    new.probability := valence.stage_probability(new.stage);
  end if;
  return new;
end
$$;

-- The settings say another probability of a stage: in the same transaction the opportunities that follow it get it, and
-- those with a number set by hand keep theirs. Without a probability a row takes that of its stage: see the trigger above.
create or replace function valence.apply_stage_probabilities()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.opportunities as o
  set probability = null
  from (
    select s.stage, valence.stage_probability(s.stage) as probability
    from unnest(enum_range(null::public.opportunity_stage)) as s (stage)
  ) as said
  where o.stage = said.stage and not o.probability_manual and o.probability <> said.probability;
  return null;
end
$$;
