alter table public.opportunity_participants enable row level security;

drop policy if exists "valence read" on public.opportunity_participants;
create policy "valence read" on public.opportunity_participants
  for select using (exists (select from public.opportunities as o where o.id = opportunity_participants.opportunity_id));

drop policy if exists "valence insert" on public.opportunity_participants;
create policy "valence insert" on public.opportunity_participants
  for insert with check (valence.may_update_opportunity(opportunity_participants.opportunity_id));

drop policy if exists "valence update" on public.opportunity_participants;
create policy "valence update" on public.opportunity_participants
  for update using (valence.may_update_opportunity(opportunity_participants.opportunity_id)) with check (valence.may_update_opportunity(opportunity_participants.opportunity_id));

drop policy if exists "valence delete" on public.opportunity_participants;
create policy "valence delete" on public.opportunity_participants
  for delete using (valence.may_update_opportunity(opportunity_participants.opportunity_id));
