-- What an opportunity gains. stage and probability are required when every row has them: see opportunities_filled.sql.
alter table public.opportunities
  add column if not exists stage public.opportunity_stage,
  add column if not exists status public.opportunity_status not null default 'active',
  add column if not exists priority public.priority_level not null default 'medium',
  add column if not exists probability smallint,
  add column if not exists probability_manual boolean not null default false,
  add column if not exists original_company_id bigint,
  add column if not exists actual_close_date date,
  add column if not exists next_action text,
  add column if not exists next_action_date date,
  add column if not exists competition text,
  add column if not exists decision_criteria text,
  add column if not exists lost_reason text,
  add column if not exists deleted_at timestamptz;

do $$
begin
  if not exists (select from pg_constraint where conname = 'opportunities_probability_check' and conrelid = 'public.opportunities'::regclass) then
    alter table public.opportunities
      add constraint opportunities_probability_check check (probability between 0 and 100) not valid;
  end if;
end
$$;
