-- On every update: the stage may have been moved by a trigger before this one, which a column list would not see.
create or replace trigger valence_20_set_probability
  before insert or update on public.opportunities
  for each row execute function public.set_opportunity_probability();

create or replace trigger valence_refuse_backup_change
  before update of original_company_id on public.opportunities
  for each row execute function public.refuse_backup_change('original_company_id');
