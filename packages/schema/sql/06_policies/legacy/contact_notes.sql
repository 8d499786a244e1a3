alter table public.contact_notes enable row level security;

drop policy if exists "valence members" on public.contact_notes;
create policy "valence members" on public.contact_notes
  for all to authenticated using (true) with check (true);
