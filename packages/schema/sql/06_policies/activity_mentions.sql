-- A mention is seen by whom sees the activity. No API role writes it (see closeWrites), and there is no policy that would
-- let one.
alter table public.activity_mentions enable row level security;

drop policy if exists "valence read" on public.activity_mentions;
create policy "valence read" on public.activity_mentions
  for select using (exists (select from public.activities as a where a.id = activity_mentions.activity_id));
