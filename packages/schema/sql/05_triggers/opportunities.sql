create or replace trigger valence_20_set_probability
  before insert on public.opportunities
  for each row execute function valence.set_opportunity_probability();

-- Without a column list: the stage may have been moved by a trigger before this one, which a list would not see.
create or replace trigger valence_21_set_probability
  before update on public.opportunities
  for each row when (
    new.stage is distinct from old.stage
    or new.probability is distinct from old.probability
    or new.probability_manual is distinct from old.probability_manual
  )
  execute function valence.set_opportunity_probability();

create or replace trigger valence_refuse_backup_change
  before update of original_company_id on public.opportunities
  for each row execute function valence.refuse_backup_change('original_company_id');
