create or replace trigger valence_keep_own_settings
  before update on public.configuration
  for each row when (
    old.config ?| array['opportunityStages', 'stageLimits', 'priorities', 'interactionTypes'] and jsonb_typeof(new.config) = 'object'
  )
  execute function valence.keep_own_settings();

create or replace trigger valence_apply_stage_probabilities
  after update on public.configuration
  for each row when (
    new.config #> '{opportunityStages,probabilities}' is distinct from old.config #> '{opportunityStages,probabilities}'
  )
  execute function valence.apply_stage_probabilities();

create or replace trigger valence_check_settings
  before insert or update on public.configuration
  for each row execute function valence.check_settings();
