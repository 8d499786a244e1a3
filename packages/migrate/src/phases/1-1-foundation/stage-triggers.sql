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
