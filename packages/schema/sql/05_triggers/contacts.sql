create or replace trigger valence_refuse_backup_change
  before update of company_id_backup on public.contacts
  for each row execute function valence.refuse_backup_change('company_id_backup');
