-- What fires the functions of grace.sql.
create or replace trigger valence_remember_deleted
  after delete on public.opportunities
  for each row execute function valence_migration.remember_deleted();

create or replace trigger valence_remember_deleted
  after delete on public.contacts
  for each row execute function valence_migration.remember_deleted();

create or replace trigger valence_recall_contact
  before insert on public.contacts
  for each row when (new.company_id_backup is null)
  execute function valence_migration.recall_contact();

create or replace trigger valence_remember_company
  before update of company_id on public.contacts
  for each row execute function valence_migration.remember_company();
