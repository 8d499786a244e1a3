-- After, and without a column list: the stage may be moved by a trigger before it, which a column list would not see.
-- The condition is PostgreSQL's own, so an update of anything else calls nothing.
create or replace trigger valence_record_stage
  after update on public.opportunities
  for each row when (new.stage is distinct from old.stage and new.stage is not null)
  execute function valence.record_opportunity_stage();
