create or replace trigger valence_refuse_organization_cycle
  before insert or update of parent_company_id on public.companies
  for each row when (new.parent_company_id is not null)
  execute function valence.refuse_organization_cycle();
