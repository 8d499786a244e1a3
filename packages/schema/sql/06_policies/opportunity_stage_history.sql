-- Seen by whom sees the opportunity, and written by its trigger alone.
alter table public.opportunity_stage_history enable row level security;

drop policy if exists "valence read" on public.opportunity_stage_history;
create policy "valence read" on public.opportunity_stage_history
  for select using (exists (select from public.opportunities as o where o.id = opportunity_stage_history.opportunity_id));
