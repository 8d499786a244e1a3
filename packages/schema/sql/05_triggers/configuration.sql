create or replace trigger valence_apply_stage_probabilities
  after update on public.configuration
  for each row when (
    new.config #> '{opportunityStages,probabilities}' is distinct from old.config #> '{opportunityStages,probabilities}'
  )
  execute function public.apply_stage_probabilities();
