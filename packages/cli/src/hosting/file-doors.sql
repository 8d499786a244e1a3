-- The bucket for files, and who may use it, in a project whose platform brings the schema storage. Private: files are opened by
-- addresses that are signed. Safe to run twice; run by the owner of the application's objects. As the server does for its own:
-- packages/server/src/platform/after-lite.sql.

insert into storage.buckets (id, name, public, file_size_limit)
values ('crm-files', 'crm-files', false, 52428800)
on conflict (id) do update set public = false;

drop policy if exists "valence members read files" on storage.objects;
create policy "valence members read files" on storage.objects
  for select to authenticated using (bucket_id = 'crm-files');

drop policy if exists "valence members add files" on storage.objects;
create policy "valence members add files" on storage.objects
  for insert to authenticated with check (bucket_id = 'crm-files');

-- Who only reads, or is disabled, neither adds nor changes nor deletes a file, in whatever bucket.
drop policy if exists "valence readers add no files" on storage.objects;
create policy "valence readers add no files" on storage.objects
  as restrictive for insert to authenticated
  with check (coalesce((select public.current_sales_role()) <> 'read_only', false));

drop policy if exists "valence readers change no files" on storage.objects;
create policy "valence readers change no files" on storage.objects
  as restrictive for update to authenticated
  using (coalesce((select public.current_sales_role()) <> 'read_only', false));

drop policy if exists "valence readers delete no files" on storage.objects;
create policy "valence readers delete no files" on storage.objects
  as restrictive for delete to authenticated
  using (coalesce((select public.current_sales_role()) <> 'read_only', false));
