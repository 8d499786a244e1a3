-- Those of one's own imports.
alter table public.import_changes enable row level security;

drop policy if exists "valence read" on public.import_changes;
create policy "valence read" on public.import_changes
  for select using (exists (select from public.import_runs as r where r.id = import_changes.run_id));

drop policy if exists "valence insert" on public.import_changes;
create policy "valence insert" on public.import_changes
  for insert with check (exists (select from public.import_runs as r where r.id = import_changes.run_id));

drop policy if exists "valence update" on public.import_changes;
create policy "valence update" on public.import_changes
  for update using (exists (select from public.import_runs as r where r.id = import_changes.run_id))
  with check (exists (select from public.import_runs as r where r.id = import_changes.run_id));
