alter table public.interaction_participants enable row level security;

drop policy if exists "valence read" on public.interaction_participants;
create policy "valence read" on public.interaction_participants
  for select using (exists (select from public.activities as a where a.id = interaction_participants.activity_id));

drop policy if exists "valence insert" on public.interaction_participants;
create policy "valence insert" on public.interaction_participants
  for insert with check (exists (select from public.activities as a where a.id = interaction_participants.activity_id));

drop policy if exists "valence update" on public.interaction_participants;
create policy "valence update" on public.interaction_participants
  for update using (exists (select from public.activities as a where a.id = interaction_participants.activity_id)) with check (exists (select from public.activities as a where a.id = interaction_participants.activity_id));

drop policy if exists "valence delete" on public.interaction_participants;
create policy "valence delete" on public.interaction_participants
  for delete using (exists (select from public.activities as a where a.id = interaction_participants.activity_id));
