alter table public.opportunity_notes enable row level security;

drop policy if exists "valence members" on public.opportunity_notes;
create policy "valence members" on public.opportunity_notes
  for all to authenticated using (true) with check (true);
