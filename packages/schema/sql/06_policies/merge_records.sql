-- A record is written once, and seen by whom sees the contact that stayed.
alter table public.merge_records enable row level security;

drop policy if exists "valence read" on public.merge_records;
create policy "valence read" on public.merge_records
  for select using (exists (select from public.contacts as c where c.id = merge_records.winner_id));

drop policy if exists "valence insert" on public.merge_records;
create policy "valence insert" on public.merge_records
  for insert with check (public.may_update_contact(merge_records.winner_id));
