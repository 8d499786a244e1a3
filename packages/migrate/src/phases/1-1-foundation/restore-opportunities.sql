-- The new stage comes back unless the old application moved the opportunity after the rollback.
update public.opportunities as o
set stage = case when o.legacy_stage is not distinct from p.legacy_stage then p.stage else o.stage end,
    status = case when o.legacy_stage is not distinct from p.legacy_stage then p.status else o.status end,
    probability = case
      when p.probability_manual then p.probability
      -- As the settings say it now.
      when o.legacy_stage is not distinct from p.legacy_stage then valence.stage_probability(p.stage)
      else o.probability
    end,
    probability_manual = p.probability_manual,
    priority = p.priority,
    original_company_id = p.original_company_id,
    actual_close_date = p.actual_close_date,
    next_action = p.next_action,
    next_action_date = p.next_action_date,
    competition = p.competition,
    decision_criteria = p.decision_criteria,
    lost_reason = p.lost_reason,
    deleted_at = p.deleted_at
from valence_migration.parked_opportunities as p
where p.id = o.id;
