create or replace trigger check_principal_organization
  before insert or update on public.contact_preferred_principals
  for each row execute function valence.validate_principal_organization();
