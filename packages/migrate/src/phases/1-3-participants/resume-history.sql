-- Moves that the old application made while the history was parked: when is not known, but that they were is.
insert into public.opportunity_stage_history (opportunity_id, from_stage, to_stage)
select latest.opportunity_id, latest.to_stage, o.stage
from (
  select distinct on (h.opportunity_id) h.opportunity_id, h.to_stage
  from public.opportunity_stage_history as h
  order by h.opportunity_id, h.changed_at desc, h.id desc
) as latest
join public.opportunities as o on o.id = latest.opportunity_id
where o.stage is distinct from latest.to_stage
  and o.stage is not null;
