-- The new stage comes back unless the old application moved the opportunity after the rollback. A row that was kept before it had
-- a stage keeps what it has got since.
update public.opportunities as t
set stage = case
      when t.legacy_stage is not distinct from p.legacy_stage and p.stage is not null then p.stage
      else t.stage
    end,
    status = case
      when t.legacy_stage is not distinct from p.legacy_stage and p.stage is not null then p.status
      else t.status
    end,
    probability = case
      when p.probability_manual then p.probability
      -- As the settings say it now.
      when t.legacy_stage is not distinct from p.legacy_stage and p.stage is not null then valence.stage_probability(p.stage)
      else t.probability
    end,
    original_company_id = case when p.stage is null then t.original_company_id else p.original_company_id end
    /* added columns */
from valence_migration.parked_opportunities as p
where p.id = t.id;
