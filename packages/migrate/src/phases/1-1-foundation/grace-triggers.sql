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

-- Triggers fire by their names. Those with a mark before their names come before the installation's own, the others behind most of
-- them. What changes neither stage calls nothing. Rows that have no stage yet await their batch.
create or replace trigger "!valence_10_sync_stage"
  before insert on public.opportunities
  for each row execute function valence_migration.sync_opportunity_stage();

create or replace trigger "!valence_11_sync_stage"
  before update on public.opportunities
  for each row when (
    old.stage is null or new.stage is distinct from old.stage or new.legacy_stage is distinct from old.legacy_stage
  )
  execute function valence_migration.sync_opportunity_stage();

create or replace trigger valence_10_settle_stage
  before insert on public.opportunities
  for each row execute function valence_migration.settle_opportunity_stage();

create or replace trigger valence_11_settle_stage
  before update on public.opportunities
  for each row when (new.stage is distinct from old.stage or new.legacy_stage is distinct from old.legacy_stage)
  execute function valence_migration.settle_opportunity_stage();

create or replace trigger valence_remember_company
  before update of company_id on public.contacts
  for each row execute function valence_migration.remember_company();
